"""The plugin comes and goes without a trace, and loads in every condition of a user's machine."""

from __future__ import annotations

import gc
import logging
import os
import subprocess
import sys
from pathlib import Path

import pytest
from fake_iface import FakeIface

from qgis.core import QgsApplication, QgsExpression, QgsProject, QgsSettings
from qgis.gui import QgsGui
from qgis.PyQt.QtCore import QCoreApplication, QEvent, Qt
from qgis.PyQt.QtWidgets import QDockWidget, QMenu, QToolBar

from gengdi_plugin import classFactory
from gengdi_plugin.core import dependencies, i18n
from gengdi_plugin.gui import translation

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture()
def iface(qgis_app, qgis_new_project, monkeypatch):
    # what this test machine has installed is not the subject, except where a test says so
    monkeypatch.setattr(dependencies, "installed_version", lambda: "2.0.7")
    return FakeIface()


def counts(iface: FakeIface) -> dict[str, int]:
    """Everything a plugin can leave behind, counted."""
    gc.collect()  # what an earlier test dropped still listens until it is collected
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    project, direct = QgsProject.instance(), Qt.FindChildOption.FindDirectChildrenOnly
    signals = ("layersAdded", "layersRemoved", "cleared", "readProject")
    return {
        "toolbars": len(iface.window.findChildren(QToolBar, options=direct)),
        "docks": len(iface.window.findChildren(QDockWidget)),
        "menus": len(iface.window.menuBar().actions()),
        "submenus": len(iface.window.findChildren(QMenu)),
        "locator filters": len(iface.locator.filters()),
        "layer tree actions": len(iface.layer_actions),
        "drop handlers": len(iface.drop_handlers),
        "project pages": len(iface.project_factories),
        "browser": len(QgsGui.dataItemGuiProviderRegistry().providers()),
        "current layer": iface.tree.receivers(iface.tree.currentLayerChanged),
        "help": len(iface.help_menu.actions()),
        "main actions": len(iface.main_actions),
        "factories": len(iface.factories),
        "providers": sum(
            provider.id() == "gengdi" for provider in QgsApplication.processingRegistry().providers()
        ),
        "message items": len(iface.bar.items()),
        "functions": sum(one.name().startswith("gengdi_") for one in QgsExpression.Functions()),
        "log handlers": len(logging.getLogger("gengdi").handlers),
        "tasks": QgsApplication.taskManager().countActiveTasks(),
        "children": len(iface.window.children()),
        **{name: project.receivers(getattr(project, name)) for name in signals},
    }


def test_load_unload_load_leaves_nothing_behind_and_nothing_twice(iface):
    before = counts(iface)
    plugin = classFactory(iface)
    assert counts(iface) == before, "creating the plugin already changed something"
    plugin.initGui()
    loaded = counts(iface)
    assert loaded["toolbars"] == loaded["docks"] == loaded["providers"] == loaded["factories"] == 1
    assert loaded["menus"] == before["menus"] + 1
    assert loaded["main actions"] >= 10
    assert loaded["functions"] == 7
    assert loaded["locator filters"] == loaded["drop handlers"] == loaded["project pages"] == 1
    assert loaded["layer tree actions"] == 3
    assert loaded["browser"] == before["browser"] + 1
    plugin.unload()
    assert counts(iface) == before
    again = classFactory(iface)
    again.initGui()
    assert counts(iface) == loaded
    again.unload()
    assert counts(iface) == before


def test_the_same_object_can_be_loaded_again(iface):
    plugin = classFactory(iface)
    plugin.initGui()
    loaded = counts(iface)
    plugin.unload()
    plugin.initGui()
    assert counts(iface) == loaded
    plugin.unload()


def test_initgui_and_initprocessing_twice_change_nothing(iface):
    plugin = classFactory(iface)
    plugin.initProcessing()
    plugin.initGui()
    loaded = counts(iface)
    plugin.initProcessing()
    plugin.initGui()
    assert counts(iface) == loaded
    plugin.unload()


def test_without_a_desktop_only_the_provider_is_offered(qgis_app):
    plugin = classFactory(None)
    plugin.initProcessing()
    assert QgsApplication.processingRegistry().providerById("gengdi") is not None
    plugin.unload()
    assert QgsApplication.processingRegistry().providerById("gengdi") is None


@pytest.mark.parametrize("version", [None, "1.8.5"])
def test_without_a_usable_shapely_the_plugin_loads_and_says_what_to_run(iface, monkeypatch, version):
    monkeypatch.setattr(dependencies, "installed_version", lambda: version)
    plugin = classFactory(iface)
    plugin.initGui()
    assert "pip install" in iface.bar.currentItem().text()
    assert len(iface.window.findChildren(QDockWidget)) == 1
    plugin.unload()


def test_loading_imports_neither_shapely_nor_numpy():
    code = (
        "import sys; sys.path.insert(0, sys.argv[1]);"
        "from qgis.core import QgsApplication; app = QgsApplication([], False);"
        "before = set(sys.modules);"  # QGIS 3.40 imports both by itself
        "import gengdi_plugin, gengdi_plugin.plugin, gengdi_plugin.gui.desktop;"
        "import gengdi_plugin.gui.options_page, gengdi_plugin.layers.expressions;"
        "doors = {'shapely', 'numpy', 'gengdi_plugin.core.kernel', 'gengdi_plugin.core.table'};"
        "print(sorted(doors & (set(sys.modules) - before)))"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, str(ROOT)], capture_output=True, text=True, timeout=60, check=True
    )
    assert done.stdout.strip().splitlines()[-1] == "[]"


#: Starts the plugin as QGIS does: tells what it has loaded then, when its panel is seen, and when all its
#: pages were asked for.
START = """
import sys
sys.path[:0] = sys.argv[1:]
from fake_iface import FakeIface
from qgis.core import QgsApplication
app = QgsApplication([], True)
app.initQgis()
iface = FakeIface()
before = set(sys.modules)
def tell():
    print(*sorted(set(sys.modules) - before))
from gengdi_plugin import classFactory
plugin = classFactory(iface)
plugin.initGui()
tell()
iface.window.show()
app.processEvents()
tell()
plugin.desktop.runs, plugin.desktop.lists
tell()
plugin.unload()
"""
#: What only work needs: rooms, and single modules of rooms that the start does enter.
WORK = (
    "core.screening", "core.kernel", "core.table", "core.binding", "core.presets", "core.casework",
    "core.rules", "core.checkup", "store", "exchange.lists", "exchange.forms", "exchange.xlsx",
    "exchange.sheet", "exchange.vector", "demo", "_vendor", "layers.binding",
    "layers.encoding", "layers.crs", "layers.reading", "layers.guard", "layers.styles",
    "processing.output_fields", "gui.roles.mapping", "gui.pollution", "gui.task_map", "gui.rules",
    "gui.help_window",
)  # fmt: skip
PAGES = ("gui.screening", "gui.patches", "gui.cases")
PANEL = ("gui.roles.layers_page", "gui.roles.role")


def test_the_start_loads_only_what_is_seen():
    """The start pays for no page that is not in front, no workspace, no preset: the cause of a slow one."""
    done = subprocess.run(
        [sys.executable, "-c", START, str(ROOT), str(Path(__file__).parent)],
        capture_output=True,
        text=True,
        timeout=120,
        check=True,
        env={**os.environ, "QT_QPA_PLATFORM": "offscreen"},
    )
    started, seen, asked_for = (set(line.split()) for line in done.stdout.strip().splitlines()[-3:])

    def loaded(modules: set[str], wanted: tuple[str, ...]) -> list[str]:
        names = tuple(f"gengdi_plugin.{name}" for name in wanted)
        return sorted(name for name in modules if name.startswith(names))

    assert "gengdi_plugin.gui.dock" in started
    assert loaded(started, (*WORK, *PAGES, *PANEL)) == []
    assert not {"numpy", "shapely", "importlib.metadata", "email"} & started
    assert loaded(seen, PANEL) and loaded(seen, (*WORK, *PAGES)) == []
    # else what was renamed would never be looked for
    assert all(loaded(asked_for, (page,)) for page in PAGES)
    package = ROOT / "gengdi_plugin"
    assert all(any(package.glob(name.replace(".", "/") + "*")) for name in WORK if name != "_vendor")


@pytest.mark.parametrize(
    ("override", "locale", "language"), [(True, "zh-Hans", "zh"), (True, "zh_CN", "zh"), (True, "de", "en")]
)
def test_the_language_follows_the_officers_choice(qgis_app, override, locale, language):
    settings = QgsSettings()
    settings.setValue("locale/overrideFlag", override)
    settings.setValue("locale/userLocale", locale)
    try:
        plugin = classFactory(None)
        plugin.initProcessing()
        assert i18n.language() == language
        plugin.unload()
        assert i18n.language() == "en"
    finally:
        settings.remove("locale/overrideFlag")
        settings.remove("locale/userLocale")


def test_every_chinese_locale_gets_the_one_translation(tmp_path, monkeypatch):
    monkeypatch.setattr(translation, "_FOLDER", tmp_path)
    assert translation.translation_file("zh-Hans") is None  # not compiled: English, no error
    (tmp_path / "gengdi_zh_CN.qm").write_bytes(b"")
    for locale in ("zh", "zh-Hans", "zh_CN", "zh-Hant", "zh_TW"):
        assert translation.translation_file(locale) == tmp_path / "gengdi_zh_CN.qm"
    assert translation.translation_file("en_US") is None
