"""How layers are recognised: names, fields, geometry; and what a name proves."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gengdi_plugin.core import presets
from gengdi_plugin.core.approval_types import (
    PROOFS,
    UNKNOWN,
    approval_type_of,
    registered_type,
    row_type,
    shown_type,
    weakest,
)
from gengdi_plugin.core.binding import AUTOMATIC, Binding, LayerFacts, best, candidates, explain, field_map
from gengdi_plugin.core.roles import ROLES
from gengdi_plugin.core.vocabulary import key_of, keys, word

DLTB = (
    "BSM",
    "YSDM",
    "TBBH",
    "DLBM",
    "DLMC",
    "QSXZ",
    "ZLDWDM",
    "TBMJ",
    "KCXS",
    "TBDLMJ",
    "GDPDJB",
    "ZZSXDM",
    "SJNF",
)
MINISTRY = ("XZQDM", "XMC", "TBLX", "TZ", "QSX", "HSX", "BZ", "JCBH", "DLBM", "DLMC", "MJ")
PROVINCE = ("图斑标记", "监测编号", "图斑类型", "JCMJ", "前时相", "后时相", "备注")


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("JSYDBP_NZYDK_X", "conversion"), ("JSYDBP_NZYDK_L", "planning"),
        ("JSYDYS_YSDK_X", "pre_examination"),
        ("SSNYD_NYDJZD", "facility"), ("SSNYD_BHYNFW", "replacement"), ("SSNYD_GZCPHJZD", UNKNOWN),
        ("SSNYD_PHYNJZD", UNKNOWN), ("SSNYD_ZYYNJZD", UNKNOWN), ("TDCB", "reserve"),
        ("TDGY_GDDK_X", "supply"),
        ("TDGY_GDDK_L", "planning"), ("TDGY_TDJY_ZPGCR", "supply"), ("TDZZ_GBZJS_LX", "project_start"),
        ("TDZZ_GBZJS_YS", "consolidation"), ("TDZZ_KZGD_LX", "project_start"),
        ("TDZZ_HGSDK", "consolidation"),
        ("NCTDZHZZ_CJDK", "link_old"), ("NCTDZHZZ_JXDK", "link_new"), ("NCTDZHZZ_XMQ", UNKNOWN),
        ("LSYD", "temporary"),
        ("PZWJSTD", "conversion"), ("ZZ_JBXX", "conversion"), ("jsydbp_nzydk_x", "conversion"),
        ("330211_JSYDBP_NZYDK_X_2024", "conversion"), ("镇海区JSYDBP_NZYDK_L", "planning"),
        ("农转用批准", "conversion"), ("2023年农转用（已批）", "conversion"), ("拟农转用", "planning"),
        ("农转用报批", "planning"), ("增减挂钩建新区", "link_new"), ("增减挂钩拆旧", "link_old"),
        ("拆旧建新", "link_old"),
        ("增减挂钩项目区", UNKNOWN), ("建设用地复垦立项", "project_start"), ("设施农用地补划", "replacement"),
        ("集体土地所有权", "ownership"), ("不动产登记_承包经营权", "ownership"), ("林权", "ownership"),
        ("宅基地使用权", "registration"), ("宅基地审批", "homestead"), ("设施农用地", "facility"),
        ("临时用地", "temporary"), ("作废临时用地", UNKNOWN), ("批而未供土地", UNKNOWN),
        ("农村道路", "rural_road"),
        ("海域使用权", "sea_use"), ("用地预审", "pre_examination"), ("村庄规划", "planning"),
        ("土地储备", "reserve"),
        ("历史批文", "historic"), ("先行用地", "advance_use"), ("耕地进出平衡方案", "balance_plan"),
        ("占补平衡", "balance_plan"), ("土地供应", "supply"), ("土地供应计划", "planning"),
        ("农转用（模拟数据）", "conversion"),
        ("疑似违法农转用", UNKNOWN), ("approvals", None), ("图层1", None), ("DLTB", None), ("", None),
    ],
)  # fmt: skip
def test_what_a_layer_name_proves(name: str, kind: str | None) -> None:
    assert approval_type_of(name) == kind
    assert approval_type_of("图层", name) == kind
    assert approval_type_of("图层", f"gpkg|{name}") == kind


def test_the_type_of_every_approval_word_of_the_vocabulary_is_its_own_or_weaker() -> None:
    order = presets.weakest_first()
    for key in keys("approval_type"):
        found = approval_type_of(word("approval_type", key, "zh"))
        if found is not None and key in order:
            assert order.index(found) <= order.index(key), key


@given(
    st.lists(
        st.sampled_from(
            ["农转用", "建新", "土地供应", "不动产登记", "设施农用地", "临时用地", "_2024", "镇海区"]
        ),
        max_size=4,
    ),
    st.sampled_from(["拆旧", "拟", "立项", "补划", "集体所有权", "规划", "预审", "储备", "作废"]),
    st.integers(0, 4),
)
def test_a_word_that_does_not_prove_always_wins(proofs: list[str], doubt: str, at: int) -> None:
    name = "".join([*proofs[:at], doubt, *proofs[at:]])
    assert approval_type_of(name) not in PROOFS
    assert approval_type_of(name, "JSYDBP_NZYDK_X") not in PROOFS


def test_a_layer_renamed_to_a_proof_does_not_become_one() -> None:
    assert approval_type_of("农转用", "JSYDBP_NZYDK_L") == "planning"
    assert approval_type_of("JSYDBP_NZYDK_X", "拆旧") == "link_old"


def test_a_container_of_both_halves_leaves_the_word_to_its_tables() -> None:
    assert approval_type_of("建新", "拆旧建新|建新") == "link_new"
    assert approval_type_of("拆旧", "拆旧建新|拆旧") == "link_old"
    assert approval_type_of("data", "拆旧建新|data") == "link_old"


def test_every_approval_preset_states_a_known_type() -> None:
    order = set(presets.weakest_first())
    assert order >= set(keys("approval_type")) - {"violation"}
    typed = [preset for preset in presets.layer_presets() if preset.role == "approval"]
    assert {preset.approval_type for preset in typed} - {None} <= order
    assert sum(preset.approval_type is None for preset in typed) == 1, (
        "only the preset of untyped approvals has none"
    )
    assert weakest({"conversion", "facility", "reserve"}) == "reserve"


@pytest.mark.parametrize(
    ("text", "kind"),
    [("conversion", "conversion"), ("农转用批准", "conversion"), (" 农转用批准 ", "conversion"),
    ("LAND SUPPLY", "supply"),
     ("设施农用地", "facility"), ("增减挂钩（拆旧）", "link_old"), ("某种批准", UNKNOWN),
     ("拟农转用", UNKNOWN),
     ("未办农转用", UNKNOWN), ("1", UNKNOWN), ("violation", UNKNOWN), ("违法认定", UNKNOWN),
     ("unknown", UNKNOWN)],
)  # fmt: skip
def test_what_a_rows_own_word_says(text: str, kind: str) -> None:
    assert row_type(text) == kind


@pytest.mark.parametrize(
    "right",
    ["1", "2", "9", "10", "11", "12", "13", "14", "01", "9.0", "集体土地所有权", "国家土地所有权",
     "农村土地承包经营权", "土地承包经营权/森林、林木所有权", "林地使用权",
     "林权", "草原使用权",
     "水域滩涂养殖权", "集体土地所有权及房屋所有权"],
)  # fmt: skip
def test_ownership_contract_and_forest_rights_are_no_registration(right: str) -> None:
    assert registered_type(right) == "ownership"


@pytest.mark.parametrize(
    "right",
    ["3", "4", "5", "6", "7", "8", "国有建设用地使用权", "国有建设用地使用权/房屋所有权",
     "国有建设用地使用权/房屋（构筑物）所有权",
     "宅基地使用权/房屋(构筑物)所有权", "集体建设用地使用权",
     "房屋等建筑物、构筑物所有权"],
)  # fmt: skip
def test_rights_to_building_land_stay_a_registration(right: str) -> None:
    assert registered_type(right) == "registration"


def test_rights_to_the_sea_and_to_minerals_are_no_land_registration() -> None:
    assert registered_type("15") == registered_type("海域使用权/构（建）筑物所有权") == "sea_use"
    assert registered_type("22") == registered_type("采矿权") == UNKNOWN


@pytest.mark.parametrize(
    ("facts", "role"),
    [
        (LayerFacts("DLTB", fields=DLTB), "farmland"),
        (LayerFacts("2024年镇海区地类图斑", fields=DLTB), "farmland"),
        (LayerFacts("data", "base|DLTB", fields=DLTB), "farmland"),
        (LayerFacts("图层", fields=DLTB), "farmland"),
        (LayerFacts("YJJBNTTB", fields=("BSM", "JBNTTBBH", "DLBM", "JBNTMJ", "ZLDWDM")), "basic_farmland"),
        (LayerFacts("YJJBNTBHTB", fields=()), "basic_farmland"),
        (LayerFacts("x", fields=("YJJBNTTBBH", "DLBM", "YJJBNTTBMJ")), "basic_farmland"),
        (LayerFacts("2024年第二季度变化图斑", fields=MINISTRY), "change_patch"),
        (LayerFacts("下发", fields=MINISTRY), "change_patch"),
        (LayerFacts("省厅", fields=PROVINCE), "change_patch"),
        (LayerFacts("永久基本农田变化图斑", fields=MINISTRY), "change_patch"),
        (LayerFacts("LSSCGNQ"), "grain_zone"),
        (LayerFacts("粮食生产功能区"), "grain_zone"),
        (LayerFacts("GBZNT"), "high_standard"),
        (LayerFacts("STBHHX"), "ecological_redline"),
        (LayerFacts("城镇开发边界"), "development_boundary"),
        (LayerFacts("XZQ", fields=("BSM", "XZQDM", "XZQMC")), "admin_unit"),
        (LayerFacts("CJDCQ", fields=("BSM", "ZLDWDM", "ZLDWMC")), "admin_unit"),
        (LayerFacts("GL_PHJG_DP_WFTB"), "violation"),
        (LayerFacts("违法图斑"), "violation"),
        (LayerFacts("JSYDBP_NZYDK_X"), "approval"),
        (LayerFacts("NCTDZHZZ_CJDK"), "approval"),
        (LayerFacts("污染源企业", geometry="point", fields=("统一社会信用代码", "企业名称")), "enterprise"),
        (LayerFacts("排污许可证厂界", fields=("许可证编号", "统一社会信用代码")), "permit"),
        (LayerFacts("排放口", geometry="point", fields=("排放口编号",)), "outlet"),
        (LayerFacts("核查成果", geometry="point", fields=("图斑编号", "核查结论", "核查人")), "inspection"),
        (LayerFacts("farmland", fields=("class_code",)), "farmland"),
        (LayerFacts("patches", fields=("patch_no", "change_type", "before_on", "after_on")), "change_patch"),
    ],
)  # fmt: skip
def test_known_layers_are_bound_by_themselves(facts: LayerFacts, role: str) -> None:
    guess = best(facts)
    assert guess is not None
    assert (guess.role, guess.score >= AUTOMATIC) == (role, True), guess
    assert explain(guess)


@pytest.mark.parametrize(
    "facts",
    [
        LayerFacts("图层1"),
        LayerFacts("永农调整划出"),
        LayerFacts("DLTBGX"),
        LayerFacts("GDZLDB", fields=("DLBM", "ZLDWDM", "KCXS", "DLMC")),
        LayerFacts("永久基本农田储备区"),
        LayerFacts("入河排污口", geometry="point"),
        LayerFacts("DLTB"),
        LayerFacts("DLTB", geometry="line", fields=DLTB),
        LayerFacts("screened", fields=(*MINISTRY, "spatial_code", "code", "rule_set", "screened_at")),
    ],
)
def test_doubtful_layers_are_only_proposed(facts: LayerFacts) -> None:
    guess = best(facts)
    assert guess is None or guess.score < AUTOMATIC


def test_reasons_are_given_in_words() -> None:
    guess = best(LayerFacts("DLTB", fields=("DLMC", "TBMJ")))
    assert guess is not None
    text = " ".join(explain(guess))
    assert "DLTB" in text and "class_code" in text
    assert guess.missing == ("class_code",)
    assert explain(Binding("farmland")) == ["Set by the officer."]


def test_candidates_are_ordered_and_fit_the_geometry() -> None:
    found = candidates(LayerFacts("设施农用地占用永久基本农田", fields=("XMMC", "PZWH", "PZRQ")))
    assert [binding.score for binding in found] == sorted((binding.score for binding in found), reverse=True)
    assert {"approval"} <= {binding.role for binding in found}
    assert not candidates(LayerFacts("DLTB", geometry="none", fields=DLTB))


def test_ministry_fields_are_mapped() -> None:
    assert field_map("change_patch", LayerFacts("x", fields=MINISTRY)) == {
        "patch_no": "JCBH", "change_type": "TBLX", "before_on": "QSX", "after_on": "HSX",
        "ministry_area_m2": "MJ",
    }  # fmt: skip
    assert field_map("change_patch", LayerFacts("x", fields=PROVINCE)) == {
        "patch_no": "监测编号", "change_type": "图斑类型", "before_on": "前时相", "after_on": "后时相",
        "ministry_area_m2": "JCMJ",
    }  # fmt: skip


def test_the_land_survey_fields_are_mapped() -> None:
    assert field_map("farmland", LayerFacts("DLTB", fields=DLTB)) == {
        "class_code": "DLBM", "parcel_no": "TBBH", "area_m2": "TBMJ", "deduction_ratio": "KCXS",
        "net_area_m2": "TBDLMJ", "unit_code": "ZLDWDM", "crop_code": "ZZSXDM", "slope_grade": "GDPDJB",
        "as_of": "SJNF",
    }  # fmt: skip
    lsyd = LayerFacts("LSYD", fields=("GLTBBSM", "PZWJMC", "PZWH", "YTFL", "JTXMYT", "TBMJ", "PZMJ", "PZRQ"))
    assert field_map("approval", lsyd) == {"doc_no": "PZWH", "approved_on": "PZRQ", "purpose": "JTXMYT"}


@pytest.mark.parametrize("role", ROLES)
def test_canonical_names_need_no_mapping(role: str) -> None:
    fields = tuple(ROLES[role].fields)
    for spelled in (fields, tuple(name.upper() for name in fields)):
        assert field_map(role, LayerFacts("x", fields=spelled)) == dict(zip(fields, spelled))


@pytest.mark.parametrize("role", ROLES)
def test_names_cut_by_a_shapefile_still_map(role: str) -> None:
    fields = tuple(ROLES[role].fields)
    cut = tuple(name[:10] for name in fields)
    assert field_map(role, LayerFacts("x", fields=cut)) == dict(zip(fields, cut))


def test_chinese_names_cut_in_the_middle_of_a_character_still_map() -> None:
    fields = ("图斑编\ufffd", "图斑类", "前时相", "后时相", "监测面积")
    assert field_map("change_patch", LayerFacts("x", fields=fields)) == {
        "patch_no": "图斑编\ufffd", "change_type": "图斑类", "before_on": "前时相", "after_on": "后时相",
        "ministry_area_m2": "监测面积",
    }  # fmt: skip
    assert (
        field_map("approval", LayerFacts("x", fields=("建设项目名", "批准机关名")))["project"] == "建设项目名"
    )
    assert "valid_from" not in field_map("approval", LayerFacts("x", fields=("使用期",))), (
        "could be from or to"
    )


def test_the_canonical_name_and_the_more_specific_synonym_lead() -> None:
    assert field_map("farmland", LayerFacts("x", fields=("DLBM", "class_code")))["class_code"] == "class_code"
    assert field_map("change_patch", LayerFacts("x", fields=("TBBH", "JCBH")))["patch_no"] == "JCBH"
    assert field_map("approval", LayerFacts("x", fields=("WH", "PZWH")))["doc_no"] == "PZWH"


@given(st.sampled_from(sorted(ROLES)), st.lists(st.text(min_size=1, max_size=12), max_size=8))
def test_no_own_field_serves_two_masters(role: str, fields: list[str]) -> None:
    known = [name for names in presets.synonyms(role).values() for name in names]
    mapping = field_map(role, LayerFacts("x", fields=(*fields, *known)))
    assert len(set(mapping.values())) == len(mapping)
    assert set(mapping) == set(ROLES[role].fields)


def test_the_preset_file_is_sound() -> None:
    document = json.loads(
        (Path(presets.__file__).parent / "data" / "presets.json").read_text(encoding="utf-8")
    )
    for row in document["layers"]:
        assert row["role"] is None or row["role"] in ROLES
        assert row["source"] and row["certainty"]
    for group, words in document["values"].items():
        for key in words:
            assert group in ("category", "kind") or key in keys(group), (group, key)
    for role, fields in document["fields"].items():
        expected = ROLES["plan" if role == "zone" else role].fields
        assert set(fields) <= set(expected)
    for spelled, key in presets.value_words("approval_type").items():
        assert key_of("approval_type", spelled) in (None, key)


@pytest.mark.parametrize(
    ("name", "kind", "shown"),
    [
        ("农转用报批(拟)", "planning", "proposed, not approved"),
        ("JSYDBP_NZYDK_L", "planning", "proposed, not approved"),
        ("村庄规划", "planning", "planning"), ("农转用报批(拟)", "conversion", "approval of conversion"),
    ],
)  # fmt: skip
def test_what_is_only_applied_for_is_not_shown_as_planning(name: str, kind: str, shown: str) -> None:
    assert shown_type(kind, name) == shown
