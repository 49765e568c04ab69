"""The ledger as files: both accounts, codes as text, method and data at the foot, whole or not at all."""

from __future__ import annotations

import csv
from datetime import date
from pathlib import Path

import openpyxl
import pytest

from gengdi_plugin.core.errors import InputError
from gengdi_plugin.core.ledger.account import Ledger
from gengdi_plugin.core.ledger.rows import special_rows, stock_rows
from gengdi_plugin.core.ledger.special import Special, SpecialCell
from gengdi_plugin.core.ledger.stock import Cell, Stock
from gengdi_plugin.exchange.ledger import export_ledger

VILLAGES = ("330211001001", "330211001002")
NAMES = {"330211": "演示区", "330211001": "=演示镇", VILLAGES[0]: "甲村", VILLAGES[1]: "乙村"}


def ledger(by_overlay: bool = True, zones: bool = True) -> Ledger:
    cells = (
        Cell(VILLAGES[0], "0101", 3, 1000.004, 990.0, 1000.004, 950.0, 1000.004),
        Cell(VILLAGES[1], "0103", 2, 500.003, 0.0, 0.0, 0.0, 0.0),
        Cell("", "1104", 1, 66.0, 60.0, 66.0, 60.0, 66.0),
    )
    accounts = (SpecialCell("basic_farmland", VILLAGES[0], 2, 800.0, 700.0, {"yellow": (1, 40.0)}),)
    found = Stock(cells, by_overlay, 6, 1, 12.5, 0.0, ())
    special = Special(
        accounts if zones else (), by_overlay, {"basic_farmland": 0.0} if zones else {}, True, ()
    )
    return Ledger(
        stock=found,
        special=special,
        rows=stock_rows(found, NAMES),
        special_rows=special_rows(special, NAMES),
        names=NAMES,
        farmland="DLTB",
        as_of="2020",
        units="XZQ" if by_overlay else "",
        zones={"basic_farmland": ("YJJBNTTB",)} if zones else {},
        workspace="w.sqlite",
        computed_at="2026-11-30T12:00:00+08:00",
    )


def cells_of(path: Path, sheet: str) -> list[tuple]:
    return [tuple(row) for row in openpyxl.load_workbook(path)[sheet].iter_rows(values_only=True)]


def test_a_spreadsheet_has_both_accounts_with_their_totals(tmp_path: Path) -> None:
    target = tmp_path / "ledger.xlsx"
    export_ledger(ledger(), target, marking="内部", day=date(2026, 11, 30))
    rows = cells_of(target, "总账")
    whole = next(row for row in rows if row[1] == "合计" and row[4] == "各地类合计")
    assert whole[5:8] == (6, 1566.01, 2.35)
    assert whole[8:10] == (1050.0, pytest.approx(-16.0))
    special = cells_of(target, "专账")
    of_village = next(row for row in special if row[1] == VILLAGES[0])
    assert of_village[0] == "永久基本农田"
    assert of_village[4:6] == (2, 800.0)
    assert of_village[9:13] == (1, 0, 0, 0)


def test_codes_and_what_looks_like_a_formula_are_text(tmp_path: Path) -> None:
    target = tmp_path / "ledger.xlsx"
    export_ledger(ledger(), target)
    sheet = openpyxl.load_workbook(target)["总账"]
    town = next(row for row in sheet.iter_rows() if row[1].value == "=演示镇" and row[3].value == "0101")
    assert town[1].data_type == "s"
    assert town[0].value == "330211001"
    assert town[0].data_type == "s"
    assert town[3].number_format == "@"
    assert town[3].data_type == "s"


def test_what_parcels_do_not_state_is_a_dash(tmp_path: Path) -> None:
    target = tmp_path / "ledger.xlsx"
    export_ledger(ledger(), target)
    village = next(row for row in cells_of(target, "总账") if row[1] == "乙村" and row[4] == "各地类合计")
    assert village[8:11] == ("—", "—", "—")


def test_the_foot_says_method_unit_data_and_overlap(tmp_path: Path) -> None:
    target = tmp_path / "ledger.xlsx"
    export_ledger(ledger(), target)
    text = "\n".join(str(value) for row in cells_of(target, "总账") for value in row if value)
    for piece in ("CGCS2000", "1亩 = 2000/3平方米", "DLTB，时点2020", "12.50 平方米", "另有1个图斑"):
        assert piece in text


def test_without_a_layer_of_units_the_foot_says_so(tmp_path: Path) -> None:
    target = tmp_path / "ledger.csv"
    export_ledger(ledger(by_overlay=False, zones=False), target)
    assert "ZLDWDM" in (tmp_path / "ledger_说明.txt").read_text(encoding="utf-8-sig")
    assert not (tmp_path / "ledger_专账.csv").exists()


def test_csv_has_full_headings_and_no_formula(tmp_path: Path) -> None:
    target = tmp_path / "ledger.csv"
    export_ledger(ledger(), target)
    with target.open(encoding="utf-8-sig", newline="") as stream:
        heading, *rows = csv.reader(stream)
    assert "椭球面积(亩)" in heading
    assert {row[1] for row in rows} >= {"'=演示镇", "甲村"}
    assert (tmp_path / "ledger_专账.csv").is_file()


def test_the_text_beside_the_rows_counts_parcels_as_the_spreadsheet_does(tmp_path: Path) -> None:
    made = ledger()
    export_ledger(made, tmp_path / "ledger.csv")
    for name in ("ledger_说明.txt", "ledger_专账_说明.txt"):
        text = (tmp_path / name).read_text(encoding="utf-8-sig")
        assert f"图斑数：{made.stock.parcels}\n" in text
    assert made.stock.parcels != len(made.rows)


def test_an_ending_other_than_xlsx_and_csv_is_refused_and_leaves_no_file(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"ledger\.doc"):
        export_ledger(ledger(), tmp_path / "ledger.doc")
    assert list(tmp_path.iterdir()) == []
