"""The dialog that asks where to write."""

from __future__ import annotations

import pytest

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
