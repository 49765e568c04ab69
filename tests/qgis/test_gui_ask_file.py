"""The dialog that asks where to write."""

from __future__ import annotations

import pytest

from qgis.PyQt.QtWidgets import QLabel, QPushButton

from gengdi_plugin.core import i18n
from gengdi_plugin.gui.ask_file import save_dialog

KINDS = "Spreadsheet (*.xlsx);;Text (*.csv);;GeoPackage (*.gpkg)"


@pytest.mark.parametrize("chosen, ending", [(None, "xlsx"), ("Text (*.csv)", "csv")])
def test_a_bare_name_gets_the_ending_of_the_chosen_kind(qgis_app, tmp_path, chosen, ending):
    dialog = save_dialog(None, "Export List", tmp_path / "list.xlsx", KINDS)
    if chosen is not None:
        dialog.selectNameFilter(chosen)
        dialog.filterSelected.emit(chosen)
    dialog.selectFile("清单")
    assert dialog.selectedFiles() == [str(tmp_path / f"清单.{ending}")]


def test_the_words_of_the_dialog_are_ours_whatever_qt_was_installed_with(qgis_app, tmp_path):
    words = {"Save": "保存", "Cancel": "取消", "Folder:": "文件夹："}
    i18n.install(lambda source, n: words.get(source, source), "zh-Hans")
    try:
        dialog = save_dialog(None, "Export List", tmp_path / "list.xlsx", KINDS)
        assert {"保存", "取消"} <= {button.text() for button in dialog.findChildren(QPushButton)}
        assert "文件夹：" in {label.text() for label in dialog.findChildren(QLabel)}
    finally:
        i18n.uninstall()
