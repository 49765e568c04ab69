"""The addresses of Tianditu's services, who gets the key, and the grid in degrees."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gengdi_plugin.core.errors import InputError
from gengdi_plugin.core.office_folder import use_folder
from gengdi_plugin.core.tianditu import load_preset

PRESET = load_preset()
KEY_NAME = PRESET.key_parameter
DATA = Path(__file__).parents[2] / "gengdi_plugin" / "core" / "data" / "tianditu.json"


def test_six_services_in_three_themes_each_with_a_name_of_its_own():
    assert [one.layer for one in PRESET.services()] == ["vec", "cva", "img", "cia", "ter", "cta"]
    assert len({one.zh for one in PRESET.services()}) == 6
    for what in json.loads(DATA.read_text(encoding="utf-8"))["sources"]:
        assert what["source"] and what["certainty"]


@pytest.mark.parametrize("grid", ["c", "w"])
def test_addresses_have_no_key_and_want_one(grid):
    for service in PRESET.services():
        for address in (PRESET.tile_address(service, grid), PRESET.capabilities_address(service, grid)):
            assert f"/{service.layer}_{grid}/wmts?" in address
            assert f"{KEY_NAME}=" not in address.split("?")[1].split("&")
            assert PRESET.wants_key(address)


@pytest.mark.parametrize(
    "address",
    [
        "https://example.org/vec_w/wmts?x=1",
        "https://tianditu.gov.cn.example.org/vec_w/wmts?x=1",
        "https://eviltianditu.gov.cn/vec_w/wmts?x=1",
        "https://example.org/?u=https://t0.tianditu.gov.cn/vec_w/wmts",
        "https://t0.tianditu.gov.cn@example.org/vec_w/wmts",
        "http://t0.tianditu.gov.cn/vec_w/wmts?x=1",
        "https://t0.tianditu.gov.cn/vec_w/wmts?tk=their-own",
        "file:///t0.tianditu.gov.cn/vec_w",
        "",
    ],
)
def test_nobody_else_gets_the_key_nor_does_it_go_unencrypted(address):
    assert not PRESET.wants_key(address)


@given(st.text(max_size=40), st.sampled_from(["https://", "http://", ""]))
def test_what_is_no_host_of_the_service_never_gets_the_key(host, scheme):
    wanted = PRESET.wants_key(f"{scheme}{host}/vec_w/wmts")
    if wanted:
        named = host.rsplit("@", 1)[-1].split("/")[0].split("?")[0].split("#")[0].split(":")[0]
        assert named.lower().strip() == "tianditu.gov.cn" or named.lower().strip().endswith(
            ".tianditu.gov.cn"
        )


def test_only_questions_for_capabilities_in_degrees_are_answered_here():
    vec = PRESET.themes[0].base
    assert PRESET.described(PRESET.capabilities_address(vec, "c")) is vec
    assert PRESET.described(PRESET.capabilities_address(vec, "w")) is None
    assert PRESET.described(PRESET.tile_address(vec, "c")) is None
    other = replace(PRESET, host="https://t1.example.cn")
    assert other.described(PRESET.capabilities_address(vec, "c")) is None


def test_a_pixel_of_the_capabilities_is_a_pixel_of_the_tiles():
    told = PRESET.capabilities(PRESET.themes[0].base)
    scales = [float(part.split("<")[0]) for part in told.split("<ScaleDenominator>")[1:]]
    assert len(scales) == 18
    for level, scale in enumerate(scales, 1):
        degrees = scale * 0.00028 / 111319.49079327358
        assert degrees * 256 * 2**level == pytest.approx(360, rel=1e-12)


def test_a_bureaus_own_file_is_taken_and_a_faulty_one_named(tmp_path):
    told = json.loads(DATA.read_text(encoding="utf-8"))
    told.update(host="https://map.example.cn", key_hosts=["map.example.cn"])
    (tmp_path / "tianditu.json").write_text(json.dumps(told), encoding="utf-8")
    use_folder(tmp_path)
    try:
        assert load_preset().host == "https://map.example.cn"
        (tmp_path / "tianditu.json").write_text("{}", encoding="utf-8")
        with pytest.raises(InputError, match=r"tianditu\.json"):
            load_preset()
    finally:
        use_folder(None)
