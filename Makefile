# One command each; every target first makes the set-up it needs. What they do: docs/development.md
SHELL := /bin/bash
.SHELLFLAGS := -euo pipefail -c
PYTHON := .venv/bin/python
ENV := . .ci/env.sh;

.PHONY: setup demo desktop process test test-full test-matrix lint typecheck scan stage package bundle bench bench-docs bench-start translations clean
.DEFAULT_GOAL := demo

setup:
	@.ci/setup.sh

stage: setup
	@$(ENV) $(PYTHON) .ci/translations.py --compile
	@$(ENV) $(PYTHON) .ci/stage.py

demo: stage
	@$(ENV) $(PYTHON) .ci/demo.py

desktop: stage
	@$(ENV) $(PYTHON) .ci/desktop.py --show

process: stage
	@$(ENV) .ci/process.sh $(ARGS)

test: stage
	@$(ENV) .ci/test.sh

test-full: stage
	@$(ENV) .ci/test.sh --full
	@.ci/matrix.sh

test-matrix: setup
	@.ci/matrix.sh

lint: setup
	@.venv/bin/ruff check .
	@.venv/bin/flake8 gengdi_plugin
	@$(PYTHON) .ci/translations.py --check

typecheck: setup
	@.venv/bin/mypy

scan: package
	@$(ENV) $(PYTHON) .ci/scan.py

package: stage
	@$(ENV) $(PYTHON) .ci/package.py

# SIZE: patches of the counties (several in quotes), or full: 1 000 000 besides; RUNS: of each engine.
SIZE ?= 5000 50000 200000
RUNS ?= 5
bench: stage
	@$(ENV) PYTHONPATH=$$PYTHONPATH:.ci:. $(PYTHON) -m bench.run --parts --runs $(RUNS) \
	    $(if $(filter full,$(SIZE)),5000 50000 200000 1000000,$(SIZE))

bench-docs: setup
	@$(ENV) PYTHONPATH=$$PYTHONPATH:.ci:. $(PYTHON) -m bench.report

bench-start: stage
	@$(ENV) $(PYTHON) .ci/bench_start.py

bundle: package
	@$(ENV) $(PYTHON) .ci/bundle.py

translations: setup
	@$(PYTHON) .ci/translations.py --update --check --compile

clean:
	rm -rf build/bench build/demo build/demo_district build/qgis-demo build/desktop build/plugins build/profile build/qgis-process build/reports build/runtime dist
	rm -rf gengdi_plugin/_vendor gengdi_plugin/i18n/*.qm .pytest_cache .mypy_cache .ruff_cache .hypothesis .qgis-settings
	find gengdi_plugin tests .ci -name __pycache__ -prune -exec rm -rf {} +
