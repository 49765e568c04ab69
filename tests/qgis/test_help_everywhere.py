"""No page, window or dialog of ours without its help: every class of the interface is walked."""

from __future__ import annotations

import importlib
import inspect
import pkgutil

from qgis.gui import QgsOptionsPageWidget
from qgis.PyQt.QtWidgets import QDialog, QDialogButtonBox

import gengdi_plugin.gui
from gengdi_plugin.gui.help import anchor_at
from gengdi_plugin.gui.options_page import OptionsPage
from gengdi_plugin.gui.project_entries import ProjectEntries
from gengdi_plugin.gui.project_page import ProjectPage

#: The guide itself.
IS_HELP = {"HelpWindow"}
#: What gives a window its Help button.
GIVES_HELP = ("dialog_buttons(", "help_button(", "open_guide(")


def own_windows() -> list[type]:
    found = set()
    for module in pkgutil.walk_packages(gengdi_plugin.gui.__path__, "gengdi_plugin.gui."):
        for _, one in inspect.getmembers(importlib.import_module(module.name), inspect.isclass):
            if issubclass(one, (QDialog, QgsOptionsPageWidget)) and one.__module__.startswith(
                "gengdi_plugin"
            ):
                found.add(one)
    return sorted(found, key=lambda one: one.__qualname__)


def test_every_window_has_a_help_button(qgis_app):
    windows = own_windows()
    assert len(windows) > 25
    without = []
    for window in windows:
        own = [one for one in window.__mro__ if one.__module__.startswith("gengdi_plugin")]
        texts = "".join(inspect.getsource(one) for one in own)
        if window.__name__ not in IS_HELP and not any(sign in texts for sign in GIVES_HELP):
            without.append(window.__qualname__)
    assert without == []


def test_every_page_of_the_panel_leads_into_the_guide(office):
    tabs = office.desktop.dock.tabs
    anchors = []
    for place in range(tabs.count()):
        tabs.setCurrentIndex(place)
        anchors.append(anchor_at(tabs.page(tabs.current_key())))
    assert all(anchors) and len(set(anchors)) == len(anchors)
    assert office.desktop.dock.corner.help.toolTip()


def test_the_pages_in_qgis_s_own_dialogs_have_their_button(office):
    for page in (OptionsPage(), ProjectPage(ProjectEntries(office.desktop))):
        button = page.findChild(QDialogButtonBox).button(QDialogButtonBox.StandardButton.Help)
        assert button is not None and page.help_anchor()
