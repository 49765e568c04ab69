"""Bindings on real layers: guessed, kept with the project, set when a layer is added."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from real_layers import SQUARE, memory_layer, saved

from qgis.core import QgsProject, QgsRasterLayer, QgsVectorLayer

from gengdi_plugin.core.binding import AUTOMATIC, Binding
from gengdi_plugin.layers.auto_binder import AutoBinder
from gengdi_plugin.layers.binding import (
    bind,
    binding_of,
    facts_of,
    file_name,
    layers_of,
    stored_binding,
    unbind,
)

DLTB = {"DLBM": "text", "TBMJ": "real", "KCXS": "real", "TBDLMJ": "real", "ZLDWDM": "text"}


@pytest.fixture
def project() -> Iterator[QgsProject]:
    made = QgsProject()
    yield made
    made.clear()


def test_the_file_and_the_table_in_it_are_told_apart(tmp_path: Path) -> None:
    layer = memory_layer("图层", DLTB, [(SQUARE, "0101", 1.0, 0.1, 1.0, "330211")])
    assert file_name(layer) == ""
    assert file_name(saved(layer, tmp_path / "DLTB.shp", "ESRI Shapefile")) == "DLTB"
    assert file_name(saved(layer, tmp_path / "地类.2024.gpkg", "GPKG", layerName="DLTB")) == "地类.2024|DLTB"
    assert file_name(saved(layer, tmp_path / "DLTB.gpkg", "GPKG", layerName="DLTB")) == "DLTB"
    opened = QgsVectorLayer(f"{tmp_path / '地类.2024.gpkg'}|layername=DLTB", "x", "ogr")
    assert facts_of(opened).file_name == "地类.2024|DLTB"


def test_a_guess_says_how_sure_it_is_and_changes_nothing(tmp_path: Path) -> None:
    layer = saved(memory_layer("某图层", DLTB, []), tmp_path / "base.gpkg", "GPKG", layerName="DLTB")
    guess = binding_of(layer)
    assert guess is not None
    assert (guess.role, guess.fields["class_code"]) == ("farmland", "DLBM")
    assert guess.score >= AUTOMATIC and guess.clues
    assert stored_binding(layer) is None
    assert binding_of(memory_layer("图层1", {"a": "text"}, [])) is None


def test_with_a_fixed_role_the_fields_are_mapped_whatever_the_name() -> None:
    layer = memory_layer("图层1", {"PZWH": "text", "PZRQ": "text"}, [])
    fixed = binding_of(layer, "approval")
    assert fixed is not None
    assert (fixed.role, fixed.fields) == ("approval", {"doc_no": "PZWH", "approved_on": "PZRQ"})
    other = binding_of(memory_layer("DLTB", DLTB, []), "basic_farmland")
    assert other is not None and other.role == "basic_farmland"


def test_a_binding_is_kept_until_it_is_taken_off() -> None:
    layer = memory_layer("DLTB", {**DLTB, "面积": "real"}, [])
    officer = Binding(
        "approval", {"doc_no": "ZLDWDM"}, approval_type="supply", channel="patrol", as_of="2024"
    )
    bind(layer, officer)
    assert binding_of(layer) == officer
    assert binding_of(layer, "approval") == officer
    bind(layer, Binding("plan", {"area_m2": "面积"}))
    assert binding_of(layer) == Binding("plan", {"area_m2": "面积"}), (
        "what the new binding leaves out is gone"
    )
    unbind(layer)
    assert stored_binding(layer) is None
    assert not [key for key in layer.customPropertyKeys() if key.startswith("gengdi/")]


def test_a_field_that_is_gone_is_no_longer_bound() -> None:
    layer = memory_layer("DLTB", DLTB, [])
    bind(layer, Binding("farmland", {"class_code": "DLBM", "area_m2": "TBMJ"}))
    layer.dataProvider().deleteAttributes([layer.fields().indexOf("TBMJ")])
    layer.updateFields()
    assert binding_of(layer) == Binding("farmland", {"class_code": "DLBM"})


def test_a_role_nobody_knows_is_no_binding() -> None:
    layer = memory_layer("DLTB", DLTB, [])
    layer.setCustomProperty("gengdi/role", "of a later version")
    assert stored_binding(layer) is None
    assert binding_of(layer).role == "farmland"


def test_the_project_remembers(tmp_path: Path, project: QgsProject) -> None:
    layer = saved(memory_layer("地类", {**DLTB, "地类编码": "text"}, []), tmp_path / "x.gpkg", "GPKG")
    binding = Binding("farmland", {"class_code": "地类编码"}, as_of="2023")
    bind(layer, binding)
    project.addMapLayer(layer)
    path = str(tmp_path / "项目.qgz")
    assert project.write(path)
    other = QgsProject()
    assert other.read(path)
    (opened,) = layers_of(other, "farmland")
    assert binding_of(opened) == binding
    assert layers_of(other, "approval") == []
    other.clear()


def test_layers_that_came_with_a_project_are_told_apart(tmp_path: Path, project: QgsProject) -> None:
    layer = saved(memory_layer("DLTB", DLTB, []), tmp_path / "x.gpkg", "GPKG")
    project.addMapLayer(layer)
    path = str(tmp_path / "p.qgz")
    assert project.write(path)
    other = QgsProject()
    told: list[bool] = []
    binder = AutoBinder(other, lambda added, _binding: told.append(binder.came_with_project(added)))
    binder.connect()
    assert other.read(path)
    other.addMapLayer(memory_layer("DLTB", DLTB, []))
    binder.disconnect()
    assert told == [True, False]
    other.clear()


def test_added_layers_are_bound_when_they_are_known_and_proposed_when_not(project: QgsProject) -> None:
    bound: list[tuple[str, str]] = []
    proposed: list[tuple[str, str]] = []
    binder = AutoBinder(
        project,
        lambda layer, binding: bound.append((layer.name(), binding.role)),
        lambda layer, binding: proposed.append((layer.name(), binding.role)),
    )
    binder.connect()
    binder.connect()
    known = memory_layer("DLTB", DLTB, [])
    doubtful = memory_layer("地类图斑", {"a": "text"}, [])
    strange = memory_layer("图层1", {"a": "text"}, [])
    mine = memory_layer("DLTB", DLTB, [])
    bind(mine, Binding("plan"))
    project.addMapLayers([known, doubtful, strange, mine, QgsRasterLayer()], False)
    assert bound == [("DLTB", "farmland")]
    assert proposed == [("地类图斑", "farmland")]
    assert stored_binding(known).role == "farmland"
    assert stored_binding(doubtful) is None
    assert stored_binding(strange) is None
    assert stored_binding(mine).role == "plan"
    binder.disconnect()
    binder.disconnect()
    project.addMapLayers([memory_layer("DLTB", DLTB, [])], False)
    assert len(bound) == 1


def test_an_added_approval_layer_carries_its_type(project: QgsProject) -> None:
    binder = AutoBinder(project)
    binder.connect()
    layers = [
        memory_layer(name, {"PZWH": "text"}, []) for name in ("JSYDBP_NZYDK_X", "NCTDZHZZ_CJDK", "临时用地")
    ]
    project.addMapLayers(layers, False)
    assert [stored_binding(layer).approval_type for layer in layers] == [
        "conversion",
        "link_old",
        "temporary",
    ]
    binder.disconnect()


def test_our_own_output_is_never_bound_by_itself(project: QgsProject) -> None:
    binder = AutoBinder(project)
    binder.connect()
    fields = {
        "JCBH": "text",
        "TBLX": "text",
        "QSX": "text",
        "spatial_code": "text",
        "rule_set": "text",
        "screened_at": "text",
    }
    layer = memory_layer("变化图斑", fields, [])
    project.addMapLayers([layer], False)
    assert stored_binding(layer) is None
    binder.disconnect()
