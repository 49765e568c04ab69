"""Coordinates as surveyors write them become points, easting first, with a system where it can be told."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gengdi_plugin.core.errors import InputError
from gengdi_plugin.core.survey_points import SurveyPoint, named, read_points, write_points

TXT = """[属性描述]
格式版本号=1.01版本
数据产生单位=演示测绘院
坐标系=2000国家大地坐标系
几度分带=3
投影类型=高斯克吕格
计量单位=米
带号=40
精度=0.001
转换参数=,,,,,,
[地块坐标]
5,0.0714,1,演示地块,面,H51G000000,建设用地,,@
J1,1,3315100.123,40650100.456
J2,1,3315100.123,40650200.456
J3,1,3315000.123,40650200.456
J4,1,3315000.123,40650100.456
J1,1,3315100.123,40650100.456
"""


def xy(text: str) -> list[float]:
    (ring,) = read_points(text).rings
    return [value for one in ring for value in (one.x, one.y)]


def test_the_coordinate_text_of_a_survey_tells_its_zone_and_has_the_northing_first() -> None:
    found = read_points(TXT)
    assert found.crs == "EPSG:4528"
    assert [len(ring) for ring in found.rings] == [4], "the repeated first point is left out"
    assert found.rings[0][0] == SurveyPoint("J1", 40650100.456, 3315100.123)


def test_without_the_zone_before_the_easting_the_heading_tells_it() -> None:
    found = read_points(TXT.replace(",40650", ",650"))
    assert found.crs == "EPSG:4549" and found.rings[0][0].x == 650100.456
    assert read_points(TXT.replace("2000国家大地坐标系", "1980西安坐标系")).crs == ""


def test_parcels_and_rings_are_told_apart() -> None:
    hole = "J5,2,3315080,40650120\nJ6,2,3315080,40650140\nJ7,2,3315060,40650140\n"
    second = "3,0.01,2,乙,面,,,,@\nJ1,1,3316000,40650000\nJ2,1,3316000,40650050\nJ3,1,3315950,40650050\n"
    assert [len(ring) for ring in read_points(TXT + hole + second).rings] == [4, 3, 3]


@pytest.mark.parametrize(
    "text",
    [
        "121.5, 29.9\n121.6, 29.9\n121.6, 30",
        "29.9 121.5\n29.9 121.6\n30 121.6",
        "J1,121.5,29.9\nJ2,121.6,29.9\nJ3,121.6,30",
        "1，121.5，29.9，12.3\n2，121.6，29.9，12.3\n3，121.6，30，12.3",
        "121°30′0″E 29°54′0″N\n121°36′E 29°54′N\n121°36′00.0″E, 30°0′0″N",
        "N29°54'0\" E121°30'0\"\nN29°54' E121°36'\nN30°0' E121°36'",
        "121度30分0秒,29度54分0秒\n121度36分,29度54分\n121度36分,30度0分",
        "POLYGON((121.5 29.9, 121.6 29.9, 121.6 30, 121.5 29.9))",
    ],
)
def test_longitudes_and_latitudes_in_every_spelling(text: str) -> None:
    assert xy(text) == pytest.approx([121.5, 29.9, 121.6, 29.9, 121.6, 30.0])
    assert read_points(text).crs == "EPSG:4490"


@pytest.mark.parametrize(
    ("text", "crs"),
    [
        ("J1 3315100.1 40650100.4\nJ2 3315100.1 40650200.4\nJ3 3315000 40650200", "EPSG:4528"),
        ("40650100.4,3315100.1\n40650200.4,3315100.1\n40650200,3315000", "EPSG:4528"),
        ("21250100.4,3315100.1\n21250200.4,3315100.1\n21250200,3315000", "EPSG:4499"),
        ("3315100.1,650100.4\n3315100.1,650200.4\n3315000,650200", ""),
    ],
)
def test_gauss_krueger_with_and_without_zone(text: str, crs: str) -> None:
    found = read_points(text)
    assert found.crs == crs
    assert all(one.y < 4e6 for one in found.rings[0]) and found.rings[0][0].y == pytest.approx(3315100.1)


@pytest.mark.parametrize("text", ["", "   \n", "[属性描述]\n带号=40"])
def test_a_text_without_points_is_refused(text: str) -> None:
    with pytest.raises(InputError, match="no coordinates"):
        read_points(text)


def test_a_line_that_is_none_is_named() -> None:
    with pytest.raises(InputError, match=r"Line 2 .*墙角"):
        read_points("121.5,29.9\n墙角\n121.6,30")


degrees = st.tuples(st.floats(73, 135), st.floats(3, 53))


@given(st.lists(degrees, min_size=4, max_size=12, unique=True))
def test_what_is_written_is_read_again(places: list[tuple[float, float]]) -> None:
    points = named([SurveyPoint("", x, y) for x, y in places])
    again = read_points(write_points(points, degrees=True)).rings[0]
    assert [one.name for one in again] == [one.name for one in points]
    assert [one.x for one in again] == pytest.approx([x for x, _ in places], abs=1e-9)
    assert [one.y for one in again] == pytest.approx([y for _, y in places], abs=1e-9)


def test_headings_of_a_table_and_brackets_round_points_are_no_hindrance() -> None:
    found = read_points("序号\tX\tY\n1\t3319507.276\t40656307.582\n2\t3319508.640\t40656404.102")
    assert found.crs == "EPSG:4528" and [one.x for one in found.rings[0]] == [40656307.582, 40656404.102]
    (ring,) = read_points("(121.6, 29.9); （121.7，29.9）").rings
    assert [(one.x, one.y) for one in ring] == [(121.6, 29.9), (121.7, 29.9)]
    for text in ("hello", "hello world", "hello\n121.6, 29.9", "121.6, 29.9\nX Y\n121.7, 29.9"):
        with pytest.raises(InputError):
            read_points(text)
