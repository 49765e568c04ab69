"""The lines of the check-up on tables: each provoked by one fault, and gone once that is mended."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
import shapely

from gengdi_plugin.core import checkup_reach
from gengdi_plugin.core.checkup import check_up
from gengdi_plugin.core.checkup_facts import (
    ADD_LAYERS,
    AMBER,
    ENCODING,
    GREEN,
    LEVELS,
    MAPPING,
    RED,
    SET_CRS,
    CheckedLayer,
    CheckLine,
    EncodingFacts,
)
from gengdi_plugin.core.checkup_layers import date_reading
from gengdi_plugin.core.checkup_page import as_text, summary
from gengdi_plugin.core.checkup_reach import SAMPLE, measured_patches, reach
from gengdi_plugin.core.errors import Cancelled
from gengdi_plugin.core.geometry import repaired_polygons
from gengdi_plugin.core.plane import BLOCK
from gengdi_plugin.core.roles import FIRST_DAY
from gengdi_plugin.core.rules import load_rules
from gengdi_plugin.core.stopping import stoppable
from gengdi_plugin.core.table import feature_table, object_array

RULES = load_rules()
PROOFS = [kind for kind, rule in RULES.approvals.items() if rule.proof]
COUNTY = shapely.box(121.5, 29.8, 121.9, 30.0)


def square(place: int, share: float = 1.0) -> shapely.Polygon:
    west = 121.6 + 0.002 * place
    return shapely.box(west, 29.9, west + 0.001 * share, 29.901)


def days(*texts: str | None) -> np.ndarray:
    return np.array([text or "NaT" for text in texts], dtype="datetime64[D]")


def layer(role: str, geometry: list, columns: dict, fields: tuple[str, ...] = (), **facts) -> CheckedLayer:
    known = {name: name for name in (*columns, *fields)}
    table = feature_table(geometry, columns, name=role)
    start = {
        "crs": "EPSG:4490 China Geodetic Coordinate System 2000",
        "crs_bounds": (73.6, 16.7, 134.8, 53.6),
    }
    return CheckedLayer(role, role, role, fields=known, table=table, **{**start, **facts})


@pytest.fixture
def sound() -> dict[str, CheckedLayer]:
    """A county in which nothing is wrong."""
    return {
        "patches": layer(
            "change_patch",
            [square(0), square(1), square(2)],
            {
                "patch_no": ["P1", "P2", "P3"],
                "change_type": ["20", "YH", "DT"],
                "before_on": days("2023-01-01", "2023-01-01", "2023-02-01"),
                "after_on": days("2024-01-01", "2024-01-01", "2024-02-01"),
            },
        ),
        "approvals": layer(
            "approval",
            [square(0)] * len(PROOFS),
            {
                "approval_type": PROOFS,
                "approved_on": days(*["2022-01-01"] * len(PROOFS)),
                "doc_no": ["A"] * len(PROOFS),
            },
        ),
        "farmland": layer("farmland", [COUNTY], {"class_code": ["0101"], "as_of": ["2022"]}),
        "basic": layer("basic_farmland", [square(1)], {}),
    }


def lines_of(found: dict[str, CheckedLayer], key: str, level: str | None = None) -> list[CheckLine]:
    lines = check_up(list(found.values()), RULES)
    return [line for line in lines if line.key == key and level in (None, line.level)]


def column(one: CheckedLayer, **columns: object) -> CheckedLayer:
    assert one.table is not None
    arrays = {name: v if isinstance(v, np.ndarray) else object_array(v) for name, v in columns.items()}
    return replace(one, table=one.table.with_columns(arrays))


def test_a_sound_county_is_green_throughout(sound):
    lines = check_up(list(sound.values()), RULES)
    assert {line.level for line in lines} == {GREEN}
    assert {line.key for line in lines} == {
        "inputs", "crs", "fields", "types", "kinds", "age", "change_types", "class_codes", "numbers",
        "geometries", "reach",
    }  # fmt: skip
    assert all(not line.advice and not line.action for line in lines)


def test_the_worst_stands_first_and_every_fault_has_its_mend(sound):
    del sound["approvals"]
    sound["farmland"] = column(sound["farmland"], as_of=["2023"])
    sound["patches"] = replace(sound["patches"], crs="")
    lines = check_up(list(sound.values()), RULES)
    order = [LEVELS.index(line.level) for line in lines]
    assert order == sorted(order) and order[0] == 0 and order[-1] == 2
    assert all(line.advice for line in lines if line.level != GREEN)


@pytest.mark.parametrize("role", ["patches", "approvals", "farmland", "basic"])
def test_a_role_nobody_plays_is_red_and_offers_to_add_layers(sound, role):
    del sound[role]
    (line,) = lines_of(sound, "inputs")
    assert (line.level, line.action) == (RED, ADD_LAYERS)
    if role == "approvals":
        assert "not because it is unlawful" in line.text
        assert lines_of(sound, "kinds") == []


def test_a_layer_without_features_is_told(sound):
    sound["basic"] = layer("basic_farmland", [], {})
    (line,) = lines_of(sound, "inputs")
    assert line.level == AMBER and "basic_farmland" in line.text


def test_a_layer_without_system_is_red_and_its_button_sets_it(sound):
    sound["farmland"] = replace(sound["farmland"], crs="", table=None, refusal="has no system")
    (line,) = lines_of(sound, "crs", RED)
    assert (line.action, line.layer_id) == (SET_CRS, "farmland")
    assert not lines_of(sound, "fields", RED), "one fault is told once"


def test_coordinates_that_cannot_be_in_the_system_are_red_with_the_reason(sound):
    sound["basic"] = replace(sound["basic"], table=None, misplaced=True, refusal="metres, but degrees")
    (line,) = lines_of(sound, "crs", RED)
    assert line.text == "metres, but degrees" and line.action == SET_CRS


@pytest.mark.parametrize(
    ("lon", "lat", "bounds", "words"),
    [
        (10.0, 50.0, (73.6, 16.7, 134.8, 53.6), "outside China"),
        (121.0, 30.0, (85.5, 20.0, 88.5, 50.0), "made for"),
    ],
)
def test_a_layer_where_its_system_is_not_made_for_is_amber(sound, lon, lat, bounds, words):
    ground = shapely.box(lon, lat, lon + 0.1, lat + 0.1)
    sound["basic"] = layer("basic_farmland", [ground], {}, crs_bounds=bounds)
    (line,) = lines_of(sound, "crs", AMBER)
    assert words in line.text and line.action == SET_CRS


def test_a_zone_number_that_was_put_right_is_told_and_stays_green(sound):
    sound["basic"] = replace(sound["basic"], notes=("the zone number 41 was taken off",))
    (line,) = lines_of(sound, "crs")
    assert line.level == GREEN and "zone number 41" in line.text


def test_encodings_declared_are_green_guessed_amber_garbled_red(sound):
    facts = EncodingFacts("GB18030", "cpg", "GBK", 5, 0, "镇海")
    sound["basic"] = replace(sound["basic"], encoding=facts)
    (line,) = lines_of(sound, "encoding")
    assert line.level == GREEN and "GB18030" in line.text
    sound["basic"] = replace(sound["basic"], encoding=replace(facts, origin="content", declared=None))
    (line,) = lines_of(sound, "encoding")
    assert (line.level, line.action) == (AMBER, ENCODING) and "镇海" in line.text
    sound["basic"] = replace(sound["basic"], encoding=replace(facts, origin="content", declared="UTF-8"))
    (line,) = lines_of(sound, "encoding")
    assert "UTF-8" in line.text and "GB18030" in line.text
    sound["basic"] = replace(sound["basic"], encoding=replace(facts, garbled=4))
    (line,) = lines_of(sound, "encoding")
    assert (line.level, line.action) == (RED, ENCODING) and "4 of 5" in line.text


def test_layers_read_the_same_way_are_named_together(sound):
    facts = EncodingFacts("GB18030", "cpg", "GBK", 5, 0, "镇海")
    for name in ("approvals", "farmland"):
        sound[name] = replace(sound[name], encoding=facts)
    sound["basic"] = replace(sound["basic"], encoding=replace(facts, used="UTF-8"))
    (line,) = lines_of(sound, "encoding")
    assert line.text.count("GB18030") == 1 and len(line.text.splitlines()) == 2


def test_many_layers_with_a_guessed_encoding_share_a_line_but_not_those_that_lie_or_read_badly(sound):
    silent = EncodingFacts("GB18030", "content", None, 5, 0, "镇海")
    for name in ("approvals", "farmland", "basic"):
        sound[name] = replace(sound[name], encoding=silent)
    sound["patches"] = replace(sound["patches"], encoding=replace(silent, declared="UTF-8"))
    together, lying = lines_of(sound, "encoding")
    assert together.layer_ids == ("approval", "farmland", "basic_farmland") and not together.layer_id
    assert (together.level, together.action) == (AMBER, ENCODING) and together.text.count("镇海") == 3
    assert len(together.text.splitlines()) == 4, "each layer on a line of its own"
    assert as_text([together]).count("\n    GB18030") == 3
    assert lying.layer_id == "change_patch"
    sound["basic"] = replace(sound["basic"], encoding=replace(silent, garbled=5))
    assert [line.level for line in lines_of(sound, "encoding")] == [RED, AMBER, AMBER, AMBER]


def test_dates_are_counted_with_examples_of_what_was_not_understood(sound):
    values = ["20240615", None, "", "soon", "2024年6月", "soon", "later"]
    seen = date_reading("before_on", "QSX", values, FIRST_DAY)
    assert (seen.present, seen.parsed, seen.examples) == (5, 2, ("soon", "later"))
    sound["patches"] = replace(sound["patches"], dates=(seen,))
    (line,) = lines_of(sound, "dates")
    assert (line.level, line.action) == (AMBER, MAPPING)
    assert "QSX" in line.text and "2 of 5" in line.text and "“soon”" in line.text


def test_a_date_field_without_a_single_date_is_red_and_one_understood_green(sound):
    wrong = date_reading("before_on", "TBLX", ["YH", "DT"], FIRST_DAY)
    right = date_reading("after_on", "HSX", ["2024", "202406"], FIRST_DAY)
    empty = date_reading("after_on", "X", [None, ""], FIRST_DAY)
    sound["patches"] = replace(sound["patches"], dates=(wrong, right, empty))
    red, green = lines_of(sound, "dates")
    assert red.level == RED and "0 of 2" in red.text
    assert green.level == GREEN and "HSX 2/2" in green.text and "X 0/0" not in green.text


def test_required_fields_unmapped_are_red_useful_ones_amber(sound):
    sound["farmland"] = replace(
        sound["farmland"], fields={}, missing=("class_code",), table=None, refusal="x"
    )
    (line,) = lines_of(sound, "fields", RED)
    assert "Land class code" in line.text and line.action == MAPPING
    sound["patches"] = replace(sound["patches"], fields={"patch_no": "JCBH", "change_type": "TBLX"})
    (line,) = lines_of(sound, "fields", AMBER)
    assert "Earlier image on" in line.text and "Later image on" in line.text


def test_absent_lawful_kinds_are_named_and_none_at_all_is_red(sound):
    kinds = [kind for kind in PROOFS if kind != "supply"]
    sound["approvals"] = column(sound["approvals"], approval_type=[*kinds, "conversion"])
    (line,) = lines_of(sound, "kinds")
    assert line.level == AMBER
    assert "land supply" in line.text.split("Present")[0] and line.action == ADD_LAYERS
    sound["approvals"] = column(sound["approvals"], approval_type=["planning"] * len(PROOFS))
    (line,) = lines_of(sound, "kinds")
    assert line.level == RED


def test_approvals_without_a_known_type_are_counted(sound):
    sound["approvals"] = column(sound["approvals"], approval_type=["unknown", "unknown", *PROOFS[2:]])
    (line,) = lines_of(sound, "types")
    assert (line.level, line.action) == (AMBER, MAPPING) and f"2 of {len(PROOFS)}" in line.text
    sound["approvals"] = column(sound["approvals"], approval_type=["unknown"] * len(PROOFS))
    assert [line.level for line in lines_of(sound, "types")] == [RED]


def test_a_binding_that_says_more_than_the_name_is_doubted_but_not_one_that_says_less(sound):
    good = sound["approvals"]
    sound["approvals"] = replace(good, approval_type="conversion", named_type="planning")
    (line,) = lines_of(sound, "types")
    assert line.level == AMBER and line.action == MAPPING
    sound["approvals"] = replace(sound["approvals"], name="农转用报批(拟)")
    assert "says proposed, not approved" in lines_of(sound, "types")[0].text, "as on the Layers page"
    sound["approvals"] = replace(good, approval_type="planning", named_type="conversion")
    assert [line.level for line in lines_of(sound, "types")] == [GREEN]


@pytest.mark.parametrize(
    ("as_of", "level", "words"),
    [
        (["2022"], GREEN, "2022-12-31"),
        (["20230115"], AMBER, "2 of 3"),
        (["2023"], RED, "3 of 3"),
        ([None], AMBER, "does not say"),
        (["soon"], AMBER, "does not say"),
    ],
)
def test_farmland_newer_than_the_earlier_images_hides_the_loss(sound, as_of, level, words):
    sound["farmland"] = column(sound["farmland"], as_of=as_of)
    (line,) = lines_of(sound, "age")
    assert line.level == level and words in line.text
    assert line.action == ("" if level == GREEN else MAPPING)


def test_without_earlier_images_the_age_cannot_be_told(sound):
    sound["patches"] = column(sound["patches"], before_on=days(None, None, None))
    (line,) = lines_of(sound, "age")
    assert line.level == AMBER and "do not say" in line.text
    assert line.layer_id == "change_patch", "the button opens the mapping where the date is to be mapped"


def test_unknown_change_types_and_classes_are_counted_with_examples(sound):
    sound["patches"] = column(sound["patches"], change_type=["20", "QQ", None])
    sound["farmland"] = column(sound["farmland"], class_code=["9999"])
    (types,), (classes,) = lines_of(sound, "change_types"), lines_of(sound, "class_codes")
    assert types.level == AMBER and "2 of 3" in types.text and "QQ × 1" in types.text
    assert classes.level == RED and "9999 × 1" in classes.text


def test_numbers_that_stand_twice_or_not_at_all_are_counted(sound):
    sound["patches"] = column(sound["patches"], patch_no=["P1", "P1", None])
    (line,) = lines_of(sound, "numbers")
    assert line.level == AMBER and "1 number" in line.text and "P1" in line.text and "1 patches" in line.text


def test_broken_and_empty_geometries_are_counted(sound):
    bow = shapely.Polygon([(121.6, 29.9), (121.601, 29.901), (121.601, 29.9), (121.6, 29.901)])
    columns = {name: list(v) for name, v in sound["patches"].table.columns.items()}
    sound["patches"] = layer("change_patch", [bow, None, square(1)], columns)
    (line,) = lines_of(sound, "geometries", AMBER)
    assert "1 broken and 1 empty of 3" in line.text and "Fix geometries" in line.advice


def test_reach_is_the_share_of_patches_and_of_their_area_counted_once():
    patches = measured_patches(object_array([square(0), square(1), square(2), square(3)]))
    seen = reach(patches, object_array([square(0), square(0), square(1, 0.5), shapely.box(0, 0, 1, 1)]))
    assert seen.shares.tolist() == pytest.approx([1.0, 0.5, 0.0, 0.0])
    assert seen.of_patches == 0.5 and seen.of_area == pytest.approx(0.375, rel=1e-3)
    assert not seen.apart and not seen.sampled


def test_of_very_many_patches_an_even_sample_is_measured(sound):
    many = [square(place % 50) for place in range(SAMPLE + 500)]
    patches = measured_patches(object_array(many))
    assert len(patches.geometry) == SAMPLE and patches.total == SAMPLE + 500
    sound["patches"] = layer("change_patch", many, {"patch_no": [str(n) for n in range(len(many))]})
    assert any("from a sample" in line.text for line in lines_of(sound, "reach"))


def test_patches_are_mended_in_blocks_and_the_sample_is_what_it_was_at_once(monkeypatch):
    """To mend polygons holds the interpreter lock: of 100 000 at once for a tenth of a second."""
    bow = shapely.Polygon([(121.6, 29.9), (121.601, 29.901), (121.601, 29.9), (121.6, 29.901)])
    many = object_array(
        [(None, bow, square(place % 50))[min(place % 7, 2)] for place in range(2 * BLOCK + 9)]
    )
    at_once = repaired_polygons(many)
    sizes = []

    def noted(geometries):
        sizes.append(len(geometries))
        return repaired_polygons(geometries)

    monkeypatch.setattr(checkup_reach, "repaired_polygons", noted)
    patches = measured_patches(many)
    assert max(sizes) <= BLOCK
    usable = np.flatnonzero(~at_once.lost)
    sample = usable[np.linspace(0, len(usable) - 1, SAMPLE).astype(int)]
    assert patches.total == len(usable)
    assert shapely.equals_exact(patches.geometry, at_once.geometry[sample]).all()
    with pytest.raises(Cancelled), stoppable(lambda: True):
        measured_patches(many)


def test_farmland_that_reaches_too_little_of_a_patch_is_told(sound):
    sound["farmland"] = replace(
        layer("farmland", [square(0), square(1, 0.4)], {"class_code": ["0101", "0101"]})
    )
    (line,) = lines_of(sound, "reach", AMBER)
    assert "2 of 3" in line.text and "50 %" in line.text
    sound["farmland"] = layer("farmland", [shapely.box(110, 30, 111, 31)], {"class_code": ["0101"]})
    (line,) = lines_of(sound, "reach", RED)
    assert "apart" in line.text and line.action == SET_CRS


def test_approvals_that_touch_nothing_are_red_together(sound):
    away = [shapely.box(121.7, 29.9, 121.71, 29.91)] * len(PROOFS)
    columns = {name: list(v) for name, v in sound["approvals"].table.columns.items()}
    sound["approvals"] = layer("approval", away, columns)
    (line,) = lines_of(sound, "reach", RED)
    assert "No approval touches any patch" in line.text and line.advice


def test_units_that_leave_patches_out_are_amber(sound):
    sound["units"] = layer("admin_unit", [square(0)], {"unit_code": ["330211"]})
    (line,) = lines_of(sound, "reach", AMBER)
    assert "admin_unit" in line.text and "33 %" in line.text


def test_broken_neighbours_do_not_stop_the_reach():
    bow = shapely.Polygon([(121.6, 29.9), (121.601, 29.901), (121.601, 29.9), (121.6, 29.901)])
    patches = measured_patches(object_array([bow, None, square(0)]))
    seen = reach(patches, object_array([bow, None, shapely.Polygon()]))
    assert seen.shares.tolist() == pytest.approx([1.0, 0.5], rel=1e-3)


def test_it_stops_when_told_to(sound):
    def stop(_done: float) -> None:
        raise Cancelled("stopped")

    with pytest.raises(Cancelled):
        check_up(list(sound.values()), RULES, stop)


def test_the_page_as_text_says_every_line_with_level_and_advice(sound):
    del sound["basic"]
    lines = check_up(list(sound.values()), RULES)
    text = as_text(lines)
    assert text.count("\n") == len(lines) + 2 and summary(lines) in text
    red = next(line for line in lines if line.level == RED)
    assert f"[Red] {red.subject}: {red.text} → {red.advice}" in text


def test_nothing_at_all_is_four_red_lines():
    lines = check_up([], RULES)
    assert [(line.key, line.level) for line in lines] == [("inputs", RED)] * 4
