"""Responsible people: the same table twice is the same people, and nobody is ever deleted."""

from __future__ import annotations

from pathlib import Path

import pytest

from gengdi_plugin.core.errors import InputError
from gengdi_plugin.store.people_file import people_rows
from gengdi_plugin.store.responsible import (
    ImportReport,
    edit_person,
    end_term,
    fields_of,
    import_people,
    people_of,
)
from gengdi_plugin.store.workspace import Workspace

HEAD = "姓名,级别,单位代码,职务,电话,部门\n"
TABLE = HEAD + (
    "李四,村级,330211001201,巡查员,13812345678,团桥村\n"
    "王五,乡镇级,330211001000,乡级田长,0574-86251234,招宝山街道\n"
    "赵六,,330211,县级田长,13987654321,区自然资源局\n"
)


def write(path: Path, text: str = TABLE, encoding: str = "utf-8") -> Path:
    path.write_text(text, encoding=encoding)
    return path


@pytest.mark.parametrize(("encoding", "separator"), [("utf-8-sig", ","), ("gb18030", ";"), ("utf-8", "\t")])
def test_a_table_as_offices_write_it(ws: Workspace, tmp_path: Path, encoding: str, separator: str) -> None:
    path = write(tmp_path / "人员.csv", TABLE.replace(",", separator), encoding)
    assert import_people(ws, people_rows(path)) == ImportReport(3, 0, 0)
    assert [(one.name, one.level, one.unit_code) for one in people_of(ws)] == [
        ("赵六", "county", "330211"),
        ("王五", "town", "330211001"),
        ("李四", "village", "330211001201"),
    ]
    assert people_of(ws, "330211001")[0].phone == "0574-86251234"


def test_again_changes_nothing_and_a_new_phone_changes_one(ws: Workspace, tmp_path: Path) -> None:
    rows = people_rows(write(tmp_path / "a.csv"))
    import_people(ws, rows)
    before = ws.db.execute("SELECT * FROM responsible").fetchall()
    assert import_people(ws, rows) == ImportReport(0, 0, 3)
    assert ws.db.execute("SELECT * FROM responsible").fetchall() == before
    assert import_people(ws, [{**rows[0], "phone": "13800000000"}]) == ImportReport(0, 1, 0)
    assert import_people(ws, [{**rows[0], "phone": ""}]) == ImportReport(0, 0, 1), "nothing is erased"
    assert people_of(ws)[-1].phone == "13800000000"


def test_rows_that_make_no_sense_are_named_and_the_others_taken(ws: Workspace) -> None:
    good = {"name": "李四", "unit_code": 330211001201.0, "phone": 13812345678.0, "duty": "巡查员"}
    report = import_people(
        ws,
        [
            good,
            {**good, "name": ""},
            {**good, "unit_code": "33021"},
            {**good, "level": "县级"},
            {**good, "valid_from": "someday"},
            {**good, "valid_from": "2026-06", "valid_to": "2025"},
        ],
    )
    assert (report.added, len(report.refused)) == (1, 5)
    assert [int(text.split()[1].rstrip(":")) for text in report.refused] == [2, 3, 4, 5, 6]
    (one,) = people_of(ws)
    assert (one.phone, one.unit_code) == ("13812345678", "330211001201")


def test_a_table_without_names_or_units_is_refused(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="单位代码"):
        fields_of(["姓名", "电话"])
    with pytest.raises(InputError, match="neither UTF-8"):
        path = tmp_path / "x.csv"
        path.write_bytes(b"\xff\xff\xff\x00")
        people_rows(path)
    with pytest.raises(InputError, match="cannot be read"):
        people_rows(tmp_path / "absent.csv")


def test_a_term_ends_and_the_row_stays(ws: Workspace, tmp_path: Path) -> None:
    import_people(ws, people_rows(write(tmp_path / "a.csv")))
    one = people_of(ws)[-1]
    assert end_term(ws, one.uid, "2026-11-30").valid_to == "2026-11-30"
    assert people_of(ws)[-1].in_office("2026-11-30") and not people_of(ws)[-1].in_office("2026-12-01")
    assert ws.db.execute("SELECT count(*) FROM responsible WHERE deleted_at IS NULL").fetchone() == (3,)
    edited = edit_person(ws, one.uid, phone=" 1 ", valid_to="")
    assert (edited.phone, edited.valid_to) == ("1", "")
    assert people_of(ws)[-1] == edited


def test_who_somebody_is_cannot_be_edited(ws: Workspace, tmp_path: Path) -> None:
    import_people(ws, people_rows(write(tmp_path / "a.csv")))
    one = people_of(ws)[0]
    with pytest.raises(InputError, match="another person"):
        edit_person(ws, one.uid, name="别人")
    with pytest.raises(InputError, match="no day"):
        end_term(ws, one.uid, "never")
    with pytest.raises(InputError, match="Nobody"):
        end_term(ws, "unknown", "2026-01-01")
    assert people_of(ws)[0] == one
