"""What narrows the patch table: row by row, a hundred thousand at once, in words, kept and chosen again."""

from __future__ import annotations

import json
import random
from typing import Any

import numpy as np
import pytest
from gui_rows import patch_row
from hypothesis import example, given, settings
from hypothesis import strategies as st

from qgis.core import QgsProject

from gengdi_plugin.gui.patches import text_index
from gengdi_plugin.gui.patches.filter_bar import FilterBar
from gengdi_plugin.gui.patches.more_filters import (
    FIELDS,
    AreaFilter,
    ExtentFilter,
    OverdueFilter,
    ValuesFilter,
)
from gengdi_plugin.gui.patches.patch_columns import COLUMNS
from gengdi_plugin.gui.patches.patch_filters import (
    CodeFilter,
    ReasonFilter,
    TextFilter,
    UidFilter,
    UnitFilter,
)
from gengdi_plugin.gui.patches.patch_model import PatchModel
from gengdi_plugin.gui.patches.patch_proxy import PatchProxy
from gengdi_plugin.gui.patches.patch_rows import PatchRows
from gengdi_plugin.gui.patches.saved_filters import SavedFilters
from gengdi_plugin.gui.patches.staying_menu import StayingMenu
from gengdi_plugin.gui.patches.text_index import SearchText, begins_with_digits
from gengdi_plugin.store.review import PatchRow

KEYS = [column.key for column in COLUMNS]
WORDS = st.text(st.sampled_from("aAß耕地保甬〔2021〕12号 \n-.é"), max_size=12)


def varied(count: int) -> list[PatchRow]:
    chance = random.Random(5)  # noqa: S311 - reproducible, not secret
    return [
        patch_row(
            number,
            code=chance.choice(["green", "yellow"]),
            reason=chance.choice(["no_approval", "covered"]),
            unit_code=chance.choice(["330211001001", "330211001002", "330211002001", ""]),
            channel=chance.choice(["superior", "patrol", None, "own word"]),
            change_kind=chance.choice(["non_grain", "other", None]),
            scope=chance.choice(["cultivated", "untested"]),
            state=chance.choice(["screened_green", "dispatched", "verifying"]),
            responsible=chance.choice([None, "张三", "李四"]),
            overdue=chance.random() < 0.1,
            area_m2=chance.choice([None, chance.uniform(1, 9000)]),
            cultivated_m2=chance.choice([None, chance.uniform(1, 90)]),
            sentence=chance.choice(["Nothing covers it.", "甬土〔2021〕12号 covers it."]),
            bbox=chance.choice(
                [None, (121.5 + number % 100 / 1000, 29.9, 121.501 + number % 100 / 1000, 30.0)]
            ),
        )
        for number in range(count)
    ]


@pytest.fixture(scope="module")
def many() -> PatchRows:
    return PatchRows(varied(100_000))


EVERY = [
    CodeFilter(frozenset({"green"})),
    ReasonFilter("covered"),
    UnitFilter("330211001"),
    TextFilter("甬土 p0"),
    ValuesFilter("channel", frozenset({"superior", ""})),
    ValuesFilter("channel", frozenset({"own word"})),
    ValuesFilter("change_kind", frozenset({"non_grain"})),
    ValuesFilter("scope", frozenset({"untested"})),
    ValuesFilter("state", frozenset({"dispatched", "verifying"})),
    ValuesFilter("responsible", frozenset({"张三", "nobody"})),
    AreaFilter(500.0, None),
    AreaFilter(None, 500.0),
    AreaFilter(500.0, 4000.0),
    OverdueFilter(),
    ExtentFilter((121.52, 29.0, 121.55, 29.95)),
    UidFilter(frozenset(f"uid-{number}" for number in range(3, 90_000, 7))),
]


@pytest.mark.parametrize("one", EVERY, ids=lambda one: f"{one.kind}-{EVERY.index(one)}")
def test_each_filter_takes_of_a_hundred_thousand_the_rows_that_it_takes_one_by_one(qgis_app, many, one):
    model = PatchModel()
    model.set_rows(many)
    proxy = PatchProxy(model)
    proxy.set_filters([one])
    expected = [row.uid for row in many if one.accepts(row)]
    assert [row.uid for row in proxy.shown()] == expected
    assert 0 < len(expected) < len(many)
    assert one.words()


@pytest.mark.parametrize(
    "one",
    [CodeFilter(frozenset()), ReasonFilter(""), UnitFilter(""), TextFilter(" "), UidFilter(None),
     AreaFilter(None, None), ValuesFilter("state", frozenset())],
)  # fmt: skip
def test_a_filter_that_leaves_everything_has_no_words_and_no_mask(qgis_app, one):
    rows = varied(20)
    assert one.words() == "" and one.mask(PatchRows(rows)) is None
    assert all(map(one.accepts, rows))


class Asked(PatchRow):
    """Counts how often a row is asked for anything."""

    times = 0

    def __getattribute__(self, name: str) -> Any:
        Asked.times += 1
        return super().__getattribute__(name)


def test_filter_sort_type_ahead_and_totals_of_a_hundred_thousand_do_not_ask_row_by_row(qgis_app):
    known = PatchRows(varied(100_000))
    model = PatchModel()
    model.set_rows(known)
    proxy = PatchProxy(model)
    for row in known:
        object.__setattr__(row, "__class__", Asked)
    Asked.times = 0
    for chosen in (*([one] for one in EVERY), EVERY[:3], []):
        proxy.set_filters(chosen)
        assert proxy.totals().count == proxy.rowCount()
    for number in range(len(COLUMNS)):
        model.sort(number)
        for text in ("p00999", "330211", "4", "village"):
            proxy.beginning(text, number, 17)
    proxy.totals([(0, 70_000)])
    assert Asked.times < 5_000, "a value of a column may be asked for, not every row"


@given(st.lists(WORDS, max_size=12), WORDS)
@example(["耕", "地"], "地")
@example(["ab", "bc"], "b\nb")
@settings(deadline=None)
def test_text_is_found_where_python_finds_it(texts, part):
    part = part.replace("\n", "").replace(" ", "")
    expected = [part in text for text in texts]
    assert SearchText(texts).holding(part).tolist() == expected
    among_many = SearchText([*texts, "," * 40_000])  # every byte of the others is seldom now
    assert among_many.holding(part).tolist() == [*expected, part == ""]


def test_bytes_are_counted_in_blocks_as_they_are_at_once(monkeypatch):
    text = "未覆盖部分 12.5 平方米 " * 50
    whole = SearchText([text] * 9)
    monkeypatch.setattr(text_index, "_COUNTED", 1000)
    assert SearchText([text] * 9)._often.tolist() == whole._often.tolist()
    assert whole._often.sum() == len(text.encode()) * 9 + 9


@given(
    st.lists(st.one_of(st.floats(0, 1e9), st.just(float("nan"))), max_size=20),
    st.from_regex(r"[0-9]{1,4}(\.[0-9]?)?", fullmatch=True),
)
@settings(deadline=None)
def test_a_number_begins_with_the_digits_with_which_it_is_written(values, text):
    whole, point, decimal = text.partition(".")
    text = str(int(whole)) + point + decimal
    tenths = [round(value, 1) if value == value else value for value in values]
    expected = [f"{value:.1f}".startswith(text) and value == value for value in tenths]
    assert begins_with_digits(np.array(tenths), text).tolist() == expected


@pytest.mark.parametrize("text", ["", "x", "-1", "1.23", "一", "²"])
def test_no_number_begins_with_what_is_no_number(text):
    assert not begins_with_digits(np.array([1.0, 12.3]), text).any()


def test_filters_of_every_kind_are_told_and_taken_away_one_by_one(qgis_app):
    bar = FilterBar()
    bar.offer(PatchRows(varied(200)))
    bar.choose("yellow", "no_approval")
    bar.only("unit", "330211001001", "Village")
    bar.text.setText("甬土")
    for one in (ValuesFilter("channel", frozenset({"superior"})), AreaFilter(10.0, None), OverdueFilter()):
        bar.more.put(one)
    told = bar.line.text().replace("&nbsp;", " ")
    for words in ("Yellow", "no approval found", "Village", "甬土", "superior authority", "overdue", "10 m²"):
        assert words in told
    kinds = ["code", "reason", "unit", "text", "channel", "area", "overdue"]
    assert [one.kind for one in bar.filters() if one.words()] == kinds
    for kind in kinds:
        bar.line.linkActivated.emit(kind)
        assert kind not in [one.kind for one in bar.filters() if one.words()]
    assert bar.line.text() == "" and not bar.line.isVisibleTo(bar)


def test_show_all_takes_every_filter_away_and_leaves_the_map_alone(qgis_app):
    bar = FilterBar()
    bar.offer(PatchRows(varied(200)))
    switched: list[bool] = []
    bar.more.extent_wanted.connect(switched.append)
    bar.more.put(ExtentFilter((1.0, 2.0, 3.0, 4.0)))
    bar.more.put(UidFilter(frozenset({"uid-3"})))
    bar.only("reason", "covered")
    bar.line.linkActivated.emit("gengdi:all")
    assert [one for one in bar.filters() if one.words()] == [] and switched == [False]


def test_a_name_with_marks_of_html_is_shown_as_it_is(qgis_app):
    bar = FilterBar()
    bar.more.put(ValuesFilter("responsible", frozenset({"<b>A & B</b>"})))
    assert "&lt;b&gt;A &amp; B" in bar.line.text()


def test_typing_in_very_many_rows_waits_for_a_pause_and_then_asks_once(qgis_app, qtbot, many):
    bar = FilterBar()
    bar.offer(many)
    asked: list[int] = []
    bar.changed.connect(lambda: asked.append(1))
    qtbot.keyClicks(bar.text, "p0009")
    assert asked == []
    qtbot.waitUntil(lambda: bool(asked))
    qtbot.wait(200)
    assert len(asked) == 1


def test_the_menu_offers_what_occurs_with_its_numbers_and_ticks_what_is_chosen(qgis_app):
    rows = varied(300)
    bar = FilterBar()
    bar.offer(PatchRows(rows))
    bar.more.put(ValuesFilter("channel", frozenset({"patrol"})))
    menu = StayingMenu()
    bar.more.fill(menu)
    channel = menu.actions()[0].menu()
    ticked = [action.text() for action in channel.actions() if action.isChecked()]
    assert ticked == [f"patrol ({sum(row.channel == 'patrol' for row in rows)})"]
    assert [action.menu().title() for action in menu.actions()[: len(FIELDS)]] == [
        field.title() for field in FIELDS
    ]
    none = next(action for action in channel.actions() if action.text().startswith("none"))
    none.trigger()
    assert bar.more.values("channel") == {"patrol", ""}
    late = next(action for action in menu.actions() if action.text().startswith("Overdue"))
    assert f"({sum(row.overdue for row in rows)})" in late.text()
    late.trigger()
    assert "overdue" in bar.more.chosen
    late.trigger()
    assert "overdue" not in bar.more.chosen


def test_a_choice_stays_when_no_patch_has_it_any_more(qgis_app):
    bar = FilterBar()
    bar.offer([patch_row(1, reason="covered", code="green"), patch_row(2)])
    bar.choose("", "covered")
    bar.offer([patch_row(2)])
    assert bar.reason.currentData() == "covered"
    assert "lawful procedure found" in bar.line.text().replace("&nbsp;", " ")


PLAIN = st.fixed_dictionaries(
    {},
    optional={
        "code": st.lists(st.sampled_from(["green", "red", "yellow"]), min_size=1, unique=True).map(sorted),
        "reason": st.sampled_from(["covered", "audited_red"]),
        "unit": st.sampled_from(["330211", "330211001001"]),
        "text": st.sampled_from(["甬土", "a b"]),
        "channel": st.lists(st.sampled_from(["", "patrol"]), min_size=1, unique=True).map(sorted),
        "responsible": st.just(["张三"]),
        "area": st.sampled_from([[1.0, None], [None, 5.5], [2.0, 3.0]]),
        "overdue": st.just(True),
    },
)


@given(PLAIN)
@settings(deadline=None, max_examples=40)
def test_saved_filters_are_the_same_when_they_are_chosen_again(qgis_app, plain):
    bar = FilterBar()
    bar.offer(PatchRows(varied(50)))
    bar.more.put(OverdueFilter())
    bar.take(plain)
    assert bar.plain() == plain
    bar.take({})
    assert bar.plain() == {}


def test_saved_filters_lie_in_the_project_and_damaged_ones_are_none(qgis_app, qgis_new_project):
    project = QgsProject.instance()
    saved = SavedFilters(project)
    saved.save("张三的", {"overdue": True})
    saved.save("other", {"code": ["red"]})
    assert SavedFilters(project).all() == {"张三的": {"overdue": True}, "other": {"code": ["red"]}}
    saved.forget("other")
    assert list(saved.all()) == ["张三的"]
    for broken in ("{", "[1]", json.dumps({"a": 3})):
        project.writeEntry("gengdi", "filters", broken)
        assert saved.all() == {}


@pytest.mark.parametrize(
    "broken",
    [{"code": 3}, {"channel": "x"}, {"area": ["a", {}]}, {"area": [1]}, {"overdue": "yes"}, {"what": 1}],
)
def test_what_cannot_be_understood_of_saved_filters_narrows_nothing(qgis_app, broken):
    bar = FilterBar()
    bar.offer(PatchRows(varied(50)))
    bar.take(broken)
    assert bar.plain() == {}
