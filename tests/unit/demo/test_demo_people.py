"""The demo's people: every village is somebody's, and the table imports whole."""

from __future__ import annotations

from pathlib import Path

from gengdi_plugin.core.responsibility import Responsible
from gengdi_plugin.demo.people import people_table, write_people
from gengdi_plugin.demo.places import villages
from gengdi_plugin.store.people_file import people_rows
from gengdi_plugin.store.responsible import import_people, people_of
from gengdi_plugin.store.workspace import open_workspace


def test_every_village_has_somebody_and_some_no_inspector(tmp_path: Path) -> None:
    count = write_people(tmp_path / "责任人.csv")
    with open_workspace(tmp_path / "w.sqlite") as ws:
        report = import_people(ws, people_rows(tmp_path / "责任人.csv"))
        people = people_of(ws)
    assert (report.added, report.refused) == (count, ())
    responsible = Responsible(people, "2026-11-30")
    reasons = {place.code: responsible.choose(place.code).why for place in villages()}
    assert set(reasons.values()) == {"inspector", "village"}
    for place in villages():
        assert responsible.at_level(place.code, "town") is not None
        assert responsible.at_level(place.code, "county") is not None


def test_names_are_told_apart_and_always_the_same() -> None:
    names = [row[0] for row in people_table()]
    assert len(set(names)) == len(names)
    assert people_table() == people_table()
