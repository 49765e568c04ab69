"""A missing, old or unfitting shapely is told in one sentence with one command."""

from __future__ import annotations

import pytest

from gengdi_plugin.gui import dependencies


@pytest.fixture()
def machine(monkeypatch):
    """Make the machine look as wanted: shapely's version, its GEOS, QGIS's GEOS, the platform."""

    def pretend(version="2.0.7", bundled=(3, 11), host=(3, 11), platform="linux"):
        monkeypatch.setattr(dependencies, "installed_version", lambda: version)
        monkeypatch.setattr(dependencies, "bundled_geos", lambda: bundled)
        monkeypatch.setattr(dependencies, "host_geos", lambda: host)
        monkeypatch.setattr(dependencies.sys, "platform", platform)

    return pretend


def test_missing_and_old_shapely_are_told_with_one_command(machine):
    machine(version=None, bundled=None)
    assert "missing" in dependencies.shapely_problem()
    machine(version="1.8.5", bundled=None)
    problem = dependencies.shapely_problem()
    assert "1.8.5" in problem and problem.count("pip install") == 1


@pytest.mark.parametrize("version", ["2.0.7", "2.2.0", "3.0", ""])
def test_shapely_from_two_on_is_fine_when_it_is_built_on_the_systems_geos(machine, version):
    machine(version=version, bundled=None)
    assert dependencies.shapely_problem() == ""


def test_a_wheel_with_a_newer_geos_than_qgis_is_told(machine):
    machine(version="2.2.0", bundled=(3, 14), host=(3, 11))
    problem = dependencies.shapely_problem()
    assert "2.2.0" in problem and "shapely>=2.0,<2.1" in problem
    machine(version="2.2.0", bundled=(3, 14), host=(3, 14))
    assert dependencies.shapely_problem() == ""


@pytest.mark.parametrize(
    ("host", "wanted"),
    [
        ((3, 10), "shapely>=2.0,<2.1"),
        ((3, 11), "shapely>=2.0,<2.1"),
        ((3, 12), "shapely>=2.0,<2.1"),
        ((3, 13), "shapely>=2.1,<2.2"),
        ((3, 14), "shapely>=2.2"),
        ((3, 15), "shapely>=2.2"),
    ],
)
def test_on_linux_the_command_asks_for_what_fits_qgis(machine, host, wanted):
    machine(host=host)
    assert f'"{wanted}"' in dependencies.install_command()


def test_the_command_fits_the_platform(machine):
    commands = set()
    for platform in ("win32", "darwin", "linux"):
        machine(platform=platform)
        commands.add(dependencies.install_command())
        assert '"shapely>=2.0' in dependencies.install_command()
    assert len(commands) == 3


def test_the_geos_of_the_installed_wheel_is_read_from_its_files(tmp_path, monkeypatch):
    (tmp_path / "shapely").mkdir()
    (tmp_path / "shapely" / "__init__.py").write_text("")
    (tmp_path / "shapely.libs").mkdir()
    (tmp_path / "shapely.libs" / "libgeos_c-ac38a227.so.1.20.5").write_bytes(b"")
    (tmp_path / "shapely.libs" / "libgeos-d1e818bb.so.3.14.1").write_bytes(b"")
    monkeypatch.syspath_prepend(str(tmp_path))
    monkeypatch.delitem(dependencies.sys.modules, "shapely", raising=False)
    assert dependencies.bundled_geos() == (3, 14)


def test_qgis_tells_its_geos(qgis_app):
    major, minor = dependencies.host_geos()
    assert major == 3 and 9 <= minor <= 30
