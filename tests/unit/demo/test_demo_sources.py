"""Invented enterprises with codes that check."""

from __future__ import annotations

import json
import re
from pathlib import Path

import numpy as np
import shapely
from hypothesis import given
from hypothesis import strategies as st

from gengdi_plugin.core.uscc import check_sign
from gengdi_plugin.demo.district import District
from gengdi_plugin.demo.plane import to_plane
from gengdi_plugin.demo.uscc import company_code, organisation_check


def test_known_codes_have_the_check_character_we_compute(shared: Path) -> None:
    rows = [json.loads(line) for line in (shared / "vectors" / "uscc.jsonl").read_text("utf-8").splitlines()]
    valid = [row["code"] for row in rows if row["valid"]]
    assert len(valid) >= 7
    for code in valid:
        assert check_sign(code[:17]) == code[17]
    for row in rows:
        if not row["valid"] and row["expected_check"] and len(row["code"]) == 18:
            assert check_sign(row["code"][:17]) == row["expected_check"]
            assert row["expected_check"] != row["code"][17]


def test_known_organisation_codes(shared: Path) -> None:
    rows = [json.loads(line) for line in (shared / "vectors" / "uscc.jsonl").read_text("utf-8").splitlines()]
    bodies = [row["code"][8:17] for row in rows if row["valid"] and row["code"][8:16].isdigit()]
    assert len(bodies) >= 3
    for body in bodies:
        assert organisation_check(body[:8]) == body[8]


@given(st.integers(0, 99_999_999))
def test_every_number_makes_a_code_of_the_right_shape(number: int) -> None:
    code = company_code("330211", number)
    assert re.fullmatch(r"91330211\d{8}[0-9X][0-9A-HJ-NPQRTUWXY]", code)
    assert check_sign(code[:17]) == code[17]


def test_permits_belong_to_enterprises(district: District) -> None:
    enterprise, permit = district.tables["enterprise"].columns, district.tables["permit"].columns
    category = dict(zip(enterprise["TYSHXYDM"], enterprise["GLLB"]))
    assert len(category) == len(enterprise["TYSHXYDM"]) >= 10
    for number, code, kind in zip(permit["XKZBH"], permit["TYSHXYDM"], permit["GLLB"]):
        assert re.fullmatch(r"[0-9A-HJ-NPQRTUWXY]{18}\d{3}[A-Z]", number)
        assert number.startswith(code)
        assert category[code] == kind != "登记管理"


def test_outlets_lie_at_their_plant(district: District) -> None:
    permit, outlet = district.tables["permit"], district.tables["outlet"]
    boundary = dict(zip(permit.columns["XKZBH"], to_plane(permit.geometry)))
    points = to_plane(outlet.geometry)
    own = np.array([boundary[number] for number in outlet.columns["XKZBH"]], dtype=object)
    assert shapely.distance(points, own).max() < 0.01
    assert all(re.fullmatch(r"D[AW]\d{3}", code) for code in outlet.columns["PFKBH"])
    assert len(set(outlet.columns["MNH"])) == len(outlet)
