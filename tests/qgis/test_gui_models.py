"""The patch table: what it shows, how it sorts, what its filters leave."""

from __future__ import annotations

import random

import pytest
from gui_rows import patch_row

from qgis.PyQt.QtCore import QItemSelectionModel, Qt
from qgis.PyQt.QtWidgets import QTableView

from gengdi_plugin.core import i18n
from gengdi_plugin.gui.patches.evidence_model import EvidenceModel, approval, verdict
from gengdi_plugin.gui.patches.filter_bar import FilterBar
from gengdi_plugin.gui.patches.patch_columns import COLUMNS
from gengdi_plugin.gui.patches.patch_filters import CodeFilter, ReasonFilter, TextFilter, UnitFilter
from gengdi_plugin.gui.patches.patch_model import PatchModel
from gengdi_plugin.gui.patches.patch_proxy import PatchProxy
from gengdi_plugin.gui.screening.outcome_view import OutcomeView

KEYS = [column.key for column in COLUMNS]


def text(model: PatchModel, row: int, key: str) -> str:
    return model.data(model.index(row, KEYS.index(key)))


def three() -> list:
    return [
        patch_row(1, code="green", reason="covered", area_m2=1500.0, unit_code="330211001001"),
        patch_row(2, code="yellow", reason="no_approval", area_m2=None, unit_code="330211001002"),
        patch_row(3, code="yellow", reason="partly_covered", area_m2=20.04, unit_code="330211002001"),
    ]


def test_colour_is_never_shown_without_its_letter_and_its_words(qgis_app):
    model = PatchModel()
    model.set_rows(three())
    cell = model.index(1, KEYS.index("code"))
    assert not model.data(cell, Qt.ItemDataRole.DecorationRole).isNull()
    assert "Yellow" in model.data(cell, Qt.ItemDataRole.AccessibleTextRole)
    green = model.data(model.index(0, 0), Qt.ItemDataRole.DecorationRole).pixmap(18, 18).toImage()
    yellow = model.data(cell, Qt.ItemDataRole.DecorationRole).pixmap(18, 18).toImage()
    assert green != yellow
    colours = {yellow.pixelColor(x, 9).name() for x in range(18)}
    assert len(colours) > 2  # more than fill and transparency: the letter is there


def test_what_was_not_tested_is_empty_and_never_zero(qgis_app):
    model = PatchModel()
    model.set_rows(three())
    assert text(model, 0, "area_m2") == "1,500.0"
    assert text(model, 1, "area_m2") == ""


def test_a_share_just_below_the_limit_does_not_read_as_the_limit(qgis_app):
    model = PatchModel()
    shares = [0.94999, 0.95, 0.99999, 1.0, 0.7488]
    model.set_rows([patch_row(number, approved_share=share) for number, share in enumerate(shares)])
    shown = [text(model, row, "approved_share") for row in range(len(shares))]
    assert shown == ["94.9 %", "95.0 %", "99.9 %", "100.0 %", "74.9 %"]


@pytest.mark.parametrize("order", [Qt.SortOrder.AscendingOrder, Qt.SortOrder.DescendingOrder])
def test_sorting_by_area_puts_the_untested_last_in_both_directions(qgis_app, order):
    model = PatchModel()
    model.set_rows(three())
    model.sort(KEYS.index("area_m2"), order)
    areas = [row.area_m2 for row in model.rows()]
    assert areas[-1] is None
    assert areas[:-1] == sorted(areas[:-1], reverse=order == Qt.SortOrder.DescendingOrder)


def test_selection_stays_on_the_same_patches_when_the_order_changes(qgis_app):
    model = PatchModel()
    model.set_rows(three())
    proxy = PatchProxy(model)
    view = QTableView()
    view.setModel(proxy)
    flags = QItemSelectionModel.SelectionFlag
    view.selectionModel().select(proxy.place("uid-3"), flags.ClearAndSelect | flags.Rows)
    proxy.sort(KEYS.index("area_m2"), Qt.SortOrder.AscendingOrder)
    chosen = view.selectionModel().selectedRows()
    assert [proxy.shown()[index.row()].uid for index in chosen] == ["uid-3"]


def test_new_rows_keep_the_order_the_officer_chose(qgis_app):
    model = PatchModel()
    model.set_rows(three())
    model.sort(KEYS.index("patch_no"), Qt.SortOrder.DescendingOrder)
    model.set_rows(three())
    assert [row.patch_no for row in model.rows()] == ["P0003", "P0002", "P0001"]


def test_each_filter_narrows_and_together_they_narrow_more(qgis_app):
    model = PatchModel()
    model.set_rows(three())
    proxy = PatchProxy(model)

    def shown(*filters) -> list[str]:
        proxy.set_filters(filters)
        return [row.uid for row in proxy.shown()]

    assert shown() == ["uid-1", "uid-2", "uid-3"]
    assert shown(CodeFilter(frozenset({"yellow"}))) == ["uid-2", "uid-3"]
    assert shown(ReasonFilter("partly_covered")) == ["uid-3"]
    assert shown(UnitFilter("330211001")) == ["uid-1", "uid-2"]
    assert shown(TextFilter("p0002")) == ["uid-2"]
    assert shown(CodeFilter(frozenset({"yellow"})), UnitFilter("330211001")) == ["uid-2"]
    assert shown(TextFilter("nowhere")) == []


def test_ten_thousands_of_rows_sort_and_filter_without_losing_any(qgis_app):
    chance = random.Random(7)  # noqa: S311 - reproducible, not secret
    rows = [
        patch_row(
            number,
            code=chance.choice(["green", "yellow"]),
            area_m2=chance.choice([None, chance.uniform(1, 9000)]),
        )
        for number in range(30_000)
    ]
    model = PatchModel()
    model.set_rows(rows)
    proxy = PatchProxy(model)
    proxy.sort(KEYS.index("area_m2"), Qt.SortOrder.DescendingOrder)
    proxy.set_filters([CodeFilter(frozenset({"green"}))])
    shown = proxy.shown()
    assert {row.uid for row in shown} == {row.uid for row in rows if row.code == "green"}
    known = [row.area_m2 for row in shown if row.area_m2 is not None]
    assert known == sorted(known, reverse=True)


def test_the_filter_bar_offers_what_occurs_and_keeps_the_choice(qgis_app):
    bar = FilterBar()
    bar.offer(three())
    assert bar.codes["yellow"].text() == "2"
    reasons = [bar.reason.itemData(place) for place in range(bar.reason.count())]
    assert reasons == ["", "covered", "no_approval", "partly_covered"]
    units = [bar.unit.itemData(place) for place in range(bar.unit.count())]
    assert units[:2] == ["", "330211001"]  # the town before its villages
    bar.reason.setCurrentIndex(2)
    bar.offer(three()[:2])
    assert bar.reason.currentData() == "no_approval"


def test_choosing_a_reason_replaces_every_other_filter(qgis_app, qtbot):
    bar = FilterBar()
    bar.offer(three())
    bar.text.setText("P0001")
    with qtbot.waitSignal(bar.changed):
        bar.choose("yellow", "partly_covered")
    model = PatchModel()
    model.set_rows(three())
    proxy = PatchProxy(model)
    proxy.set_filters(bar.filters())
    assert [row.uid for row in proxy.shown()] == ["uid-3"]


def evidence(**values) -> dict:
    row = {
        "layer": "approvals", "feature_id": "1", "approval_type": "conversion", "doc_no": "A1",
        "approved_on": "2020-01-01", "valid_to": None, "overlap_m2": 10.0, "share": 0.1, "counts": True,
        "why_not": None, "note": None,
    }  # fmt: skip
    return {**row, **values}


def test_evidence_says_counts_or_why_not_with_its_notes(qgis_app):
    assert verdict(evidence()) == "counts"
    assert verdict(evidence(note="date_unknown,between_images")).count(",") == 1
    expired = verdict(evidence(counts=False, why_not="expired", note="term_assumed"))
    assert "not in force" in expired and "two years" in expired


def test_what_is_only_applied_for_has_the_name_it_has_on_the_layers_page(qgis_app):
    assert approval(evidence(layer="农转用报批(拟)", approval_type="planning")) == "proposed, not approved"
    assert approval(evidence(layer="村庄规划", approval_type="planning")) == "planning"
    assert approval(evidence(layer=None, approval_type=None)) == "type unknown"


def test_counting_evidence_comes_first_and_the_largest_overlap_leads(qgis_app):
    model = EvidenceModel()
    model.set_rows(
        [
            evidence(doc_no="small", overlap_m2=1.0),
            evidence(doc_no="refused", counts=False, why_not="revoked", overlap_m2=99.0),
            evidence(doc_no="large", overlap_m2=50.0),
        ]
    )
    column = next(
        place
        for place in range(model.columnCount())
        if model.headerData(place, Qt.Orientation.Horizontal) == "Document no."
    )
    assert [model.data(model.index(row, column)) for row in range(3)] == ["large", "small", "refused"]


def test_words_follow_the_interface_language(qgis_app):
    i18n.install(lambda source, n: source, "zh-Hans")
    try:
        model = PatchModel()
        model.set_rows(three())
        assert text(model, 1, "reason") == "未关联到合法手续"
        assert model.data(model.index(1, 0), Qt.ItemDataRole.AccessibleTextRole) == "黄码"
    finally:
        i18n.uninstall()


def test_a_colour_that_persons_gave_is_told_by_their_decision_not_by_the_screening_s_reason(qgis_app):
    decided = patch_row(1, code="green", screened="yellow", reason="no_approval", state="audited_green")
    screened = patch_row(2, code="green", reason="covered", state="screened_green")
    model = PatchModel()
    model.set_rows([decided, screened])
    assert [text(model, row, "reason") for row in (0, 1)] == ["confirmed lawful", "lawful procedure found"]
    tree = OutcomeView()
    tree.show_rows([decided, screened])
    told = [tree.topLevelItem(0).child(place).text(0) for place in range(2)]
    assert told == ["lawful procedure found", "confirmed lawful"]
    bar = FilterBar()
    bar.offer([decided, screened])
    bar.choose("green", "audited_green")
    assert [row for row in (decided, screened) if all(one.accepts(row) for one in bar.filters())] == [decided]
