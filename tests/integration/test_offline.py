"""Nothing of the main job ever asks for the network: seen by the kernel, by Qt and by Python.

What an officer does all day is done once with the network taken away. A job that ends well shows only that
it needs none; that nothing even tried is read from the witnesses (``no_network.py``).
"""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from conftest import DRIVERS, ROOT, environment
from no_network import WITHOUT_NETWORK, attempts, install_hook
from test_screening_process import CONVERSIONS, LAND, PATCHES, PROTECTED, read, write

#: Runs a driver in the real desktop; tells its answer and what the network's counters say afterwards.
DESKTOP = """
import json, sys
from pathlib import Path
from desktop import run_in_desktop
driver, folder, hook, plugins = map(Path, sys.argv[1:5])
how = {"values": json.loads(sys.argv[5]), "enabled": sys.argv[6] == "1", "timeout": 300}
answer = run_in_desktop(driver, folder=folder, python_path=[hook], plugins=plugins, **how)
print(json.dumps({"answer": answer}))
"""
#: Runs a command, then tells what the counters of the same network say.
COUNTED = '"$@" && echo "== counters" && cat /proc/net/snmp && { cat /proc/net/snmp6 2>/dev/null || true; }'


class Offline:
    """Runs commands without a network and keeps what the witnesses saw."""

    def __init__(self, folder: Path) -> None:
        self.hook, self.attempts_file = install_hook(folder)
        self.env = {**environment(), "GENGDI_WITNESS": str(self.attempts_file)}
        self.env["PYTHONPATH"] = f"{self.hook}:{ROOT / '.ci'}:{self.env['PYTHONPATH']}"
        self.env.pop("QT_QPA_PLATFORM", None)

    def run(self, *command: object, check: bool = True, **variables: object) -> str:
        """What ``command`` printed; the network's counters are added to :attr:`counted`."""
        env = {**self.env, **{key: str(value) for key, value in variables.items()}}
        words = [*WITHOUT_NETWORK, "sh", "-c", COUNTED, "sh", *map(str, command)]
        done = subprocess.run(words, env=env, cwd=ROOT, capture_output=True, text=True, check=False)
        if check and done.returncode != 0:
            pytest.fail(f"{command}\n{done.stdout}\n{done.stderr}")
        said, _, counters = done.stdout.partition("== counters\n")
        # without a namespace of our own the counters are those of the whole machine
        self.counted = attempts(counters) if WITHOUT_NETWORK else {}
        return said

    def desktop(self, driver: Path, folder: Path, enabled: bool = True, **values: object) -> Any:
        """What ``driver`` answered from the real desktop."""
        told = json.dumps({key: str(value) for key, value in values.items()})
        plugins = ROOT / "build" / "plugins"
        said = self.run(sys.executable, "-c", DESKTOP, driver, folder, self.hook, plugins, told, int(enabled))
        return json.loads(said)["answer"]

    def nothing_was_tried(self, by_qgis: dict[str, int] | None = None) -> None:
        """Nobody tried to get out; ``by_qgis``: but for what QGIS did alone, without the plugin."""
        noted = self.attempts_file.read_text(encoding="utf-8") if self.attempts_file.is_file() else ""
        assert noted == "", "a Python asked for the network"
        own = {name: times for name, times in self.counted.items() if times > (by_qgis or {}).get(name, 0)}
        assert own == {}, "something asked the kernel for a way out"


@pytest.fixture
def offline(staged: Path, tmp_path: Path) -> Offline:
    return Offline(tmp_path)


def test_the_witnesses_notice_an_attempt(offline: Offline, tmp_path: Path) -> None:
    """Else the tests below would show nothing."""
    ask = "import socket; socket.create_connection(('192.0.2.1', 80), 2)"
    offline.run(sys.executable, "-c", f"try:\n {ask}\nexcept OSError: pass")
    assert "192.0.2.1" in offline.attempts_file.read_text(encoding="utf-8")
    offline.attempts_file.unlink()
    offline.nothing_was_tried()
    if WITHOUT_NETWORK:
        offline.run(sys.executable, "-I", "-c", f"try:\n {ask}\nexcept OSError: pass")
        assert offline.counted["IpOutNoRoutes"] >= 1
        offline.run(sys.executable, "-I", "-c", ask.replace("socket.create_connection(('192.0.2.1', 80), 2)",
                    "s = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)\n"
                    "try: s.sendto(b'x', ('192.0.2.1', 53))\nexcept OSError: pass"))  # fmt: skip
        assert offline.counted["IpOutNoRoutes"] >= 1


def test_the_desktop_and_the_main_job_never_ask_for_the_network(offline: Offline, tmp_path: Path) -> None:
    """The dock at QGIS's start, demo, roles, screening, evidence, finding, audit, list, project."""
    folder = tmp_path / "耕地"
    folder.mkdir()
    # newer QGIS may ask for news of its own at its start; that is not ours to answer for
    offline.desktop(DRIVERS / "greeting.py", tmp_path / "alone", enabled=False)
    alone = offline.counted
    shots = tmp_path / "shots"
    answer = offline.desktop(DRIVERS / "offline.py", tmp_path / "desktop", FOLDER=folder, SHOTS=shots)
    assert answer["job"]["screened"]["patches"] == 352
    assert answer["job"]["list"]["size"] > 0
    assert answer["requests"] == [], "QGIS's network manager was asked"
    offline.nothing_was_tried(by_qgis=alone)


def test_the_shell_never_asks_for_the_network(offline: Offline, tmp_path: Path) -> None:
    """Screening, the three lists and the sheets through qgis_process."""
    inputs = {
        "PATCHES": write(tmp_path / "变化图斑.gpkg", PATCHES, 4490),
        "APPROVALS": write(tmp_path / "JSYDBP_NZYDK_X.gpkg", CONVERSIONS, 4490),
        "FARMLAND": write(tmp_path / "DLTB.shp", LAND, 4490, "ESRI Shapefile"),
        "BASIC_FARMLAND": write(tmp_path / "YJJBNTTB.gpkg", PROTECTED, 4490),
        "WORKSPACE": tmp_path / "工作库.sqlite",
        "OUTPUT": tmp_path / "out.gpkg",
    }
    jobs: list[tuple[str, dict[str, object]]] = [("screenpatches", dict(inputs))]
    for key in ("verification", "rectification", "release"):
        output = tmp_path / f"{key}.xlsx"
        jobs.append(("exportlist", {"WORKSPACE": inputs["WORKSPACE"], "LIST": key, "OUTPUT": output}))
    sheets = {"WORKSPACE": inputs["WORKSPACE"], "OUTPUT": tmp_path / "sheets.pdf"}
    jobs.append(("patchsheets", dict(sheets)))
    settings = tmp_path / "settings"
    for name, parameters in jobs:
        words = [f"{key}={value}" for key, value in parameters.items()]
        command = [ROOT / ".ci" / "process.sh", "run", f"gengdi:{name}", "--", *words]
        offline.run(*command, GENGDI_CONFIG_PATH=settings)
        offline.nothing_was_tried()
    assert len(read(tmp_path / "out.gpkg")) == len(PATCHES)
    assert (tmp_path / "sheets.pdf").read_bytes().startswith(b"%PDF")
    assert (tmp_path / "verification.xlsx").is_file()


def test_a_project_with_an_online_basemap_opens_calmly_without_a_network(
    offline: Offline, tmp_path: Path
) -> None:
    """No list of unavailable layers, no waiting; that the basemap stays empty is said once."""
    folder = tmp_path / "project"
    folder.mkdir()
    answer = offline.desktop(DRIVERS / "basemap.py", tmp_path / "desktop", FOLDER=folder)
    assert answer["saved"] and answer["opened"]
    assert answer["layers"] == 4 and all(answer["valid"].values())
    assert answer["dialogs"] == []
    assert sum("no key is kept" in text or "未保存" in text for text in answer["said"]) == 1
    assert answer["badge"] != answer["before"] == answer["after"]
    assert "\u5929\u5730\u56fe" in answer["tip"]
