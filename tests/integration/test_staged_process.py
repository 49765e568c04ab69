"""The staged plugin in qgis_process: the shell's front door."""

from __future__ import annotations

import subprocess
from collections.abc import Callable

RunProcess = Callable[..., "subprocess.CompletedProcess[str]"]

ALGORITHMS = {"gengdi:screenpatches", "gengdi:gridcode", "gengdi:gridcells", "gengdi:exportlist"}
ALGORITHMS |= {"gengdi:verifyverdicts", "gengdi:compareruns"}
ALGORITHMS |= {"gengdi:verifyworkspace", "gengdi:statesondate"}

PARAMETERS = ["PATCHES", "APPROVALS", "FARMLAND", "BASIC_FARMLAND", "ZONES", "VIOLATIONS", "UNITS", "SOURCES"]
PARAMETERS += ["APPROVAL_TYPES", "RULES", "WORKSPACE", "OUTPUT", "EVIDENCE", "REMAINDERS"]


def test_the_provider_offers_its_algorithms(qgis_process: RunProcess) -> None:
    listed = {word for line in qgis_process("list").stdout.splitlines() for word in line.split()}
    assert listed >= {name.split(":")[1] for name in ALGORITHMS} or listed >= ALGORITHMS


def test_every_algorithm_explains_itself(qgis_process: RunProcess) -> None:
    for name in sorted(ALGORITHMS):
        said = qgis_process("help", name).stdout
        assert "OUTPUT" in said, name
        description = said.split("Description")[1].split("Arguments")[0]
        assert len(description.split()) > 15, f"{name} has no help text"


def test_screening_knows_the_parameters_of_the_contract(qgis_process: RunProcess) -> None:
    said = qgis_process("help", "gengdi:screenpatches").stdout
    for parameter in PARAMETERS:
        assert f"{parameter}:" in said, parameter


def test_bad_input_is_refused_with_a_sentence(qgis_process: RunProcess) -> None:
    done = qgis_process("run", "gengdi:screenpatches", "--", "PATCHES=/nowhere/at/all.gpkg", check=False)
    assert done.returncode != 0
    said = done.stdout + done.stderr
    assert "PATCHES" in said
    assert "Traceback" not in said


def test_it_stays_quiet_where_there_is_nothing_to_say(qgis_process: RunProcess) -> None:
    """A plugin that warns at every start teaches people to overlook warnings."""
    done: subprocess.CompletedProcess[str] = qgis_process("plugins")
    assert "gengdi_plugin" in done.stdout
    noise = [line for line in done.stderr.splitlines() if "gengdi" in line.lower() or "Traceback" in line]
    assert noise == []
