"""The categories of findings and their evidence: whole, consistent, and a bureau's own set is checked."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from gengdi_plugin.core import finding_vocabulary as sets
from gengdi_plugin.core.casework import FINDINGS
from gengdi_plugin.core.errors import InputError
from gengdi_plugin.core.finding_sets import read_set
from gengdi_plugin.core.proof_values import checked_proof, missing_proof
from gengdi_plugin.core.vocabulary import keys

OWN = """set,key,parent,finding,proof,english,chinese
甬,a,,违法,building,,违法建设
甬,a1,a,found_unlawful,,shed,棚房
"""


@pytest.fixture(autouse=True)
def no_own_sets() -> Iterator[None]:
    yield
    sets.know({})


def test_the_shipped_sets_are_consistent() -> None:
    assert sets.sets() == ["own", "aw", "xz", "hb2026"] == list(keys("finding_set"))
    for set_key in sets.sets():
        rows = sets.categories(set_key)
        known = [row.key for row in rows]
        assert len(known) == len(set(known)), set_key
        for row in rows:
            assert row.findings and set(row.findings) <= set(FINDINGS) and row.finding == row.findings[0]
            assert row.english and row.chinese
            assert set(row.proof.split()) <= set(sets.proof_type_keys())
            if row.parent:
                above = sets.category(set_key, row.parent)
                assert above is not None and set(row.findings) <= set(above.findings), row.key
        for finding in FINDINGS:
            assert any(not row.parent for row in sets.categories(set_key, finding)), (set_key, finding)


def test_the_words_of_hebei_are_all_there() -> None:
    assert len(sets.below("hb2026", "other")) == 18
    assert [row.chinese for row in sets.categories("hb2026") if row.parent == "unlawful"] == [
        "工矿商服", "民生公益", "道路交通", "圈占堆放等",
    ]  # fmt: skip
    assert len(sets.below("hb2026", "unlawful")) == 4 + 6 + 3 + 3 + 2
    assert sets.words("hb2026", "unlawful", "unlawful_industry_solar", language="zh") == (
        "非农违法 › 工矿商服 › 光伏"
    )
    assert next(row.chinese for row in sets.below("xz", "2")) == "未报即用"


def test_categories_are_found_by_key_and_by_word_in_their_place() -> None:
    found = sets.category_of("aw", "农转用")
    assert found is not None and found.key == "proved_lawful_conversion"
    inside = sets.category_of("aw", "设施农用地", "proved_not_new")
    assert inside is not None and inside.key == "proved_not_new_facility"
    assert sets.category_of("aw", "设施农用地", "") is None, "at the top there is none"
    unlawful = sets.category_of("own", "其他", None, "found_unlawful")
    assert unlawful is not None and unlawful.key == "other_unlawful"
    top = sets.top_of("hb2026", "unlawful_traffic_local")
    assert top is not None and top.key == "unlawful"
    assert sets.categories("nowhere") == [] and sets.category("own", "x") is None


def test_evidence_is_asked_by_type_and_inherited() -> None:
    assert [field.chinese for field in sets.proof_fields("facility")] == [
        "项目名称", "批准用途", "实际用途", "批准文号", "批准时间", "批准面积", "用地协议备案编号",
    ]  # fmt: skip
    assert sets.proof_types("own", "ponds") == ["planting"]
    assert sets.proof_types("aw", "proved_not_new_rural_road") == ["rural_road"]
    assert sets.proof_types("own", "same_ground") == []
    both = sets.proof_fields("facility hb2026")
    assert len(both) == 7 + 11
    for name in sets.proof_type_keys():
        assert all(field.type in sets.KINDS for field in sets.proof_fields(name))


def test_evidence_values_are_checked_by_type() -> None:
    fields = sets.proof_fields("facility")
    found = checked_proof(
        {
            "approved_m2": "1,200.50",
            "project": " 大棚 ",
            "approved_on": "2024年3月",
            "doc_no": "",
            "extra": 3,
        },
        fields,
    )
    assert found == {
        "project": "大棚", "approved_on": "2024-03-01", "approved_m2": "1200.5", "extra": "3",
    }  # fmt: skip
    assert [field.key for field in missing_proof(found, fields)] == ["actual_use", "doc_no"]
    assert checked_proof({"width_m": 100, "hardened": "是"}, sets.proof_fields("rural_road")) == {
        "width_m": "100", "hardened": "yes",
    }  # fmt: skip
    for values, words in (
        ({"approved_m2": "-3"}, "square metres from 0"),
        ({"approved_on": "昨天"}, "a date like"),
    ):
        with pytest.raises(InputError, match=words):
            checked_proof(values, fields)
    with pytest.raises(InputError, match="“也许” in the field “hardened” is not yes or no"):
        checked_proof({"hardened": "也许"}, sets.proof_fields("rural_road"))


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030"])
def test_a_bureau_brings_its_own_set(tmp_path: Path, encoding: str) -> None:
    path = tmp_path / "本局.csv"
    path.write_bytes(OWN.encode(encoding))
    own = read_set(path)
    assert own.key == "甬" and [row.english for row in own.rows] == ["违法建设", "shed"]
    sets.know({own.key: own.rows})
    assert sets.sets()[-1] == "甬" and sets.set_name("甬") == "甬"
    assert sets.proof_types("甬", "a1") == ["building"]
    assert [row.key for row in sets.categories("甬", "found_lawful")] == []


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("set,key,finding\n甬,a,违法\n", "chinese is missing"),
        ("set,key,finding,chinese\n", "no categories"),
        ("set,key,finding,chinese\n甬,a,违法,甲\n甬,a,违法,乙\n", "row 3: the key “a” must be there once"),
        ("set,key,finding,chinese\n甬,a,违法,甲\n温,b,违法,乙\n", "one name in all rows"),
        ("set,key,finding,chinese\nown,a,违法,甲\n", "other than own, aw"),
        ("set,key,finding,chinese\n甬,a,看过,甲\n", "“看过” is no finding"),
        ("set,key,finding,chinese\n甬,a,违法,\n", "no word in the column"),
        ("set,key,parent,finding,chinese\n甬,a,b,违法,甲\n甬,b,,违法,乙\n", "row above it"),
        ("set,key,proof,finding,chinese\n甬,a,不动产,违法,甲\n", "“不动产” is no type of evidence"),
    ],
)
def test_a_set_that_is_not_in_order_is_refused_with_its_row(tmp_path: Path, text: str, words: str) -> None:
    path = tmp_path / "本局.csv"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(InputError, match=words) as caught:
        read_set(path)
    assert "本局.csv" in str(caught.value)


def test_a_file_that_is_no_text_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "x.csv"
    path.write_bytes(b"\xff\xff\x00")
    with pytest.raises(InputError, match="neither UTF-8 nor GB 18030"):
        read_set(path)
    with pytest.raises(InputError, match="cannot be read"):
        read_set(tmp_path / "absent.csv")
