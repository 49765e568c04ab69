"""The staged plugin as a user has it: qgis_process in a process of its own, and the real desktop."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any, Callable

import pytest

ROOT = Path(__file__).resolve().parents[2]
DRIVERS = Path(__file__).resolve().parent / "drivers"

RunProcess = Callable[..., "subprocess.CompletedProcess[str]"]

sys.path.insert(0, str(ROOT / ".ci"))

import desktop as desktop_runner  # noqa: E402


def environment() -> dict[str, str]:
    """What ``.ci/env.sh`` says, also when pytest was started by hand."""
    command = [". .ci/env.sh; env -0"]
    done = subprocess.run(["bash", "-c", *command], cwd=ROOT, capture_output=True, text=True, check=True)
    return dict(pair.split("=", 1) for pair in done.stdout.split("\0") if "=" in pair)


@pytest.fixture(scope="session")
def staged() -> Path:
    """``build/plugins/gengdi_plugin``, made from the checkout as it is now."""
    for step in (["translations.py", "--compile"], ["stage.py"]):
        subprocess.run([sys.executable, str(ROOT / ".ci" / step[0]), *step[1:]], check=True)
    return ROOT / "build" / "plugins" / "gengdi_plugin"


@pytest.fixture(scope="session")
def qgis_process(staged: Path, tmp_path_factory: pytest.TempPathFactory) -> RunProcess:
    """qgis_process with the staged plugin enabled in settings of this test session.

    ``run("list")``, ``run("run", "gengdi:gridcode", "--", "INPUT=…")``; fails the test on a bad
    end unless ``check=False``.
    """
    env = {**environment(), "GENGDI_CONFIG_PATH": str(tmp_path_factory.mktemp("qgis-process"))}

    def run(*arguments: str, check: bool = True, **variables: object) -> subprocess.CompletedProcess[str]:
        told = {**env, **{key: str(value) for key, value in variables.items()}}
        command = [str(ROOT / ".ci" / "process.sh"), *arguments]
        done = subprocess.run(command, env=told, capture_output=True, text=True, timeout=300, check=False)
        if check and done.returncode != 0:
            pytest.fail(f"qgis_process {' '.join(arguments)}\n{done.stdout}\n{done.stderr}")
        return done

    return run


@pytest.fixture
def desktop(staged: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[..., Any]:
    """Real QGIS on a display of its own, with a fresh profile; drivers lie in ``drivers/``.

    ``run("driver_name", KEY=value)`` returns what the driver's ``main(iface)`` returned.
    """
    for key, value in environment().items():
        monkeypatch.setenv(key, value)
    monkeypatch.delenv("QT_QPA_PLATFORM", raising=False)
    home = tmp_path / "home"  # a workspace is suggested there while no project is saved
    home.mkdir()
    monkeypatch.setenv("HOME", str(home))

    def run(
        driver: str,
        *,
        locale: str = "zh-Hans",
        enabled: bool = True,
        python_path: Sequence[Path] = (),
        plugins: Path | None = None,
        **values: object,
    ) -> Any:
        texts = {key: str(value) for key, value in values.items()}
        return desktop_runner.run_in_desktop(
            DRIVERS / f"{driver}.py",
            folder=tmp_path / "desktop",
            values=texts,
            locale=locale,
            plugins=staged.parent if plugins is None else plugins,
            enabled=enabled,
            python_path=python_path,
        )

    return run
