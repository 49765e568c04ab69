"""A field package opened headless as QField would: layers, forms, lists, relation, themes; or nothing."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from field_ground import LI, WANG, dispatch, field_workspace, patch_uid, rows, state_of

from qgis.core import (
    QgsExpression,
    QgsExpressionContextUtils,
    QgsFeature,
    QgsFeedback,
    QgsGeometry,
    QgsProcessingContext,
    QgsProcessingException,
    QgsProcessingFeedback,
    QgsProject,
    QgsVectorLayer,
    QgsVectorLayerUtils,
)

from gengdi_plugin.core.errors import Cancelled, InputError
from gengdi_plugin.core.field_form import TABLES, WORK_TABLES
from gengdi_plugin.exchange.field_manifest import read_manifest, sha256_of
from gengdi_plugin.layers.package_reference import reference_of
from gengdi_plugin.layers.packages import write_package
from gengdi_plugin.processing.field_package import FieldPackageAlgorithm
from gengdi_plugin.store.workspace import Workspace, open_workspace


@pytest.fixture()
def ws(tmp_path: Path) -> Iterator[Workspace]:
    folder = tmp_path / "工作 库"
    folder.mkdir()
    with open_workspace(field_workspace(folder / "工作库.sqlite")) as workspace:
        yield workspace


@pytest.fixture()
def moved(ws: Workspace, tmp_path: Path) -> Iterator[QgsProject]:
    """A package that was copied elsewhere, open as the phone has it; the original is gone."""
    package = write_package(ws, "王外业", tmp_path / "外业 包", "内业员")
    phone = tmp_path / "phone"
    shutil.move(str(package.folder), str(phone))
    project = QgsProject.instance()
    assert project.read(str(phone / package.project.name))
    yield project
    project.clear()


def layer(project: QgsProject, name: str) -> QgsVectorLayer:
    (found,) = project.mapLayersByName(TABLES[name].title if name in TABLES else name)
    return found


def setup(one: QgsVectorLayer, field: str) -> tuple[str, dict[str, Any]]:
    found = one.editorWidgetSetup(one.fields().indexOf(field))
    return found.type(), found.config()


def test_every_layer_is_valid_after_the_folder_was_moved(moved: QgsProject) -> None:
    layers = moved.mapLayers().values()
    assert len(layers) == len(TABLES) + 3
    assert all(one.isValid() for one in layers)
    home = Path(moved.homePath())
    assert all(one.source().startswith(str(home)) for one in layers)
    text = Path(moved.fileName()).read_text(encoding="utf-8")
    assert "./data.gpkg|layername=patch" in text
    assert str(home.parent) not in text, "no path of the machine it was written on"


def test_only_the_inspectors_patches_are_in_it_and_read_only(moved: QgsProject) -> None:
    patches = layer(moved, "patch")
    assert {feature["patch_no"] for feature in patches.getFeatures()} == {"P002", "P003", "P005"}
    assert patches.readOnly()
    assert patches.customProperty("QFieldSync/is_geometry_locked") is True
    first = next(patches.getFeatures())
    assert first["state_word"] == "已派发"
    assert first["sentence"]
    for name in WORK_TABLES:
        assert not layer(moved, name).readOnly()
        assert layer(moved, name).customProperty("QFieldSync/is_feature_addition_locked") is None
        assert layer(moved, name).customProperty("QFieldSync/action") == "copy"


def test_the_form_has_lists_dates_and_a_camera(moved: QgsProject) -> None:
    inspection, photo = layer(moved, "inspection"), layer(moved, "photo")
    kind, settings = setup(inspection, "finding")
    labels = {label: value for entry in settings["map"] for label, value in entry.items()}
    assert kind == "ValueMap"
    assert labels["违法"] == "found_unlawful"
    assert set(labels.values()) == {"found_lawful", "found_unchanged", "found_unlawful"}
    assert setup(inspection, "violation_type")[0] == "ValueMap"
    assert setup(inspection, "inspected_on")[0] == "DateTime"
    kind, settings = setup(inspection, "patch_uid")
    assert (kind, settings["Layer"]) == ("ValueRelation", layer(moved, "patch").id())
    kind, settings = setup(photo, "path")
    assert (kind, settings["DocumentViewer"], settings["RelativeStorage"]) == ("ExternalResource", 1, 1)
    named = json.loads(photo.customProperty("QFieldSync/attachment_naming"))["path"]
    assert named.startswith("'DCIM/'")
    assert named.endswith("'.{extension}'")


def test_photos_are_children_of_a_finding(moved: QgsProject) -> None:
    manager = moved.relationManager()
    relation = manager.relation("inspection_photo")
    assert relation.isValid()
    assert relation.fieldPairs() == {"inspection_uid": "uid"}
    assert relation.referencedLayer().name() == "核查记录"
    assert all(one.isValid() for one in manager.relations().values())
    tabs = {tab.name(): tab for tab in layer(moved, "inspection").editFormConfig().tabs()}
    (children,) = tabs["现场照片"].children()
    assert children.relation().id() == "inspection_photo"
    assert children.relation().isValid()


def test_a_point_in_a_patch_knows_its_patch_and_who_must_say_what(moved: QgsProject) -> None:
    inspection, patches = layer(moved, "inspection"), layer(moved, "patch")
    (patch,) = [one for one in patches.getFeatures() if one["patch_no"] == "P003"]
    spot = patch.geometry().pointOnSurface()
    made = [
        QgsVectorLayerUtils.createFeature(inspection, spot, {}, inspection.createExpressionContext())
        for _ in range(2)
    ]
    assert (made[0]["patch_uid"], made[0]["patch_no"]) == (patch["uid"], "P003")
    assert made[0]["inspector"] == "王外业"
    assert len({one["uid"] for one in made}) == 2
    assert all(len(one["uid"]) == 32 and one["uid"] == one["uid"].lower() for one in made)

    def wrong(feature: Any, field: str) -> bool:
        index = inspection.fields().indexOf(field)
        good, _ = QgsVectorLayerUtils.validateAttribute(inspection, feature, index)
        return not good

    feature = made[0]
    assert wrong(feature, "finding")
    feature["finding"] = "found_lawful"
    assert not wrong(feature, "finding")
    assert wrong(feature, "doc_no")
    feature["doc_no"] = "甬土〔2024〕9号"
    assert not wrong(feature, "doc_no")
    feature["violation_type"] = "excess"
    assert wrong(feature, "violation_type")


def test_categories_follow_the_finding_and_evidence_the_category(moved: QgsProject) -> None:
    inspection, categories = layer(moved, "inspection"), layer(moved, "category")
    kind, settings = setup(inspection, "category")
    assert (kind, settings["Layer"]) == ("ValueRelation", categories.id())
    feature = QgsFeature(inspection.fields())

    def offered(field: str, **values: str) -> set[str]:
        for name, value in values.items():
            feature[name] = value
        context = categories.createExpressionContext()
        context.appendScope(QgsExpressionContextUtils.formScope(feature))
        condition = QgsExpression(setup(inspection, field)[1]["FilterExpression"])
        found = set()
        for row in categories.getFeatures():
            context.setFeature(row)
            if condition.evaluate(context):
                found.add(row["name"])
        return found

    assert offered("category", finding="found_unlawful") == {"非农化", "非粮化", "其他"}
    assert "厂房仓储" in offered("subtype", category="non_agri")
    assert "绿化造林" not in offered("subtype", category="non_agri")

    def seen(**values: str) -> set[str]:
        row = QgsFeature(inspection.fields())
        for name, value in values.items():
            row[name] = value
        context = inspection.createExpressionContext()
        context.setFeature(row)
        names = set()
        for tab in inspection.editFormConfig().tabs():
            shown = tab.visibilityExpression()
            if shown.enabled() and QgsExpression(shown.data().expression()).evaluate(context):
                names |= {child.name() for child in tab.children()}
        return names

    assert seen(category="rural_road") == {"proof_width_m", "proof_hardened"}
    assert "proof_builder" in seen(category="non_agri", subtype="workshop")
    assert seen() == set()


def test_themes_and_what_qfield_starts_with(moved: QgsProject) -> None:
    assert set(moved.mapThemeCollection().mapThemes()) == {"核查", "核查与参考"}
    assert moved.readEntry("qfieldsync", "/initialMapMode")[0] == "browse"
    assert moved.readNumEntry("qfieldsync", "/maximumImageWidthHeight")[0] > 0
    assert moved.crs().authid() == "EPSG:4490"
    visible = [one.name() for one in moved.layerTreeRoot().checkedLayers()]
    assert "待核查图斑" in visible


def test_manifest_leaflet_and_row_say_the_same(ws: Workspace, tmp_path: Path) -> None:
    package = write_package(ws, WANG, tmp_path / "包", "内业员")
    manifest = read_manifest(package.folder)
    assert [one.patch_no for one in manifest.patches] == ["P002", "P003", "P005"]
    last = ws.db.execute(
        "SELECT max(clock) FROM case_event WHERE patch_uid = ?", (patch_uid(ws, "P002"),)
    ).fetchone()[0]
    assert manifest.patches[0].clock == last
    for name, digest in manifest.files.items():
        assert sha256_of(package.folder / name) == digest
    (row,) = rows(ws, "field_package")
    assert (row["uid"], row["responsible_uid"], row["patches"], row["imported_at"]) == (
        package.uid,
        WANG,
        3,
        None,
    )
    text = (package.folder / "说明.txt").read_text(encoding="utf-8-sig")
    assert "P003" in text
    assert "QField" in text
    assert "13800001234" not in text + (package.folder / "manifest.json").read_text(encoding="utf-8")
    assert state_of(ws, "P002") == "dispatched", "packing is no visit"


def test_reference_layers_of_the_project_are_clipped_and_masked(ws: Workspace, tmp_path: Path) -> None:
    far = QgsVectorLayer("Polygon?crs=EPSG:4549&field=权利人:string&field=面积:double", "宗地", "memory")
    near = QgsVectorLayer("Polygon?crs=EPSG:4490&field=电话:string&field=面积:double", "附近 宗地", "memory")
    feature = QgsFeature(near.fields())
    feature.setGeometry(QgsGeometry.fromWkt("POLYGON((121 29, 122 29, 122 30.5, 121 30.5, 121 29))"))
    feature.setAttributes(["联系电话13812345678", 5.5])
    near.dataProvider().addFeatures([feature])
    context = QgsProject.instance().transformContext()
    package = write_package(
        ws, WANG, tmp_path / "包", "内业员", [reference_of(one, context) for one in (far, near)]
    )
    project = QgsProject()
    assert project.read(str(package.project))
    assert not project.mapLayersByName("宗地"), "nothing of it is near"
    (kept,) = project.mapLayersByName("附近 宗地")
    (row,) = list(kept.getFeatures())
    assert (row["电话"], row["面积"]) == ("联系电话138****5678", 5.5)
    assert kept.extent().width() < 0.05
    assert kept.crs().authid() == "EPSG:4490"
    project.clear()


@pytest.mark.parametrize("person", ["赵无人", ""])
def test_an_unknown_person_is_told_who_has_patches(ws: Workspace, tmp_path: Path, person: str) -> None:
    with pytest.raises(InputError, match=r"王外业.*3|李核查.*2"):
        write_package(ws, person, tmp_path / "包", "内业员")
    assert not (tmp_path / "包").exists()


def test_two_people_of_one_name_need_a_uid(ws: Workspace, tmp_path: Path) -> None:
    ws.db.execute("UPDATE responsible SET name = '王 外业' WHERE uid = ?", (LI,))
    with pytest.raises(InputError, match=f"{WANG}.*{LI}|{LI}.*{WANG}"):
        write_package(ws, "王外业", tmp_path / "包", "内业员")
    assert write_package(ws, LI, tmp_path / "包", "内业员").patches == 2


def test_a_folder_with_something_in_it_is_refused(ws: Workspace, tmp_path: Path) -> None:
    folder = tmp_path / "包"
    folder.mkdir()
    (folder / "论文.txt").write_text("mine", encoding="utf-8")
    with pytest.raises(InputError, match="包"):
        write_package(ws, WANG, folder, "内业员")
    assert [one.name for one in folder.iterdir()] == ["论文.txt"]
    assert rows(ws, "field_package") == []
    assert [one.name for one in tmp_path.iterdir() if one.name.startswith(".")] == []


def test_an_older_package_without_work_is_replaced(ws: Workspace, tmp_path: Path) -> None:
    first = write_package(ws, WANG, tmp_path / "包", "内业员")
    dispatch(ws, "P009", WANG)
    second = write_package(ws, WANG, tmp_path / "包", "内业员")
    assert (first.patches, second.patches) == (3, 4)
    assert read_manifest(second.folder).package_uid == second.uid
    assert sorted(one.name for one in tmp_path.iterdir()) == ["包", "工作 库"]


def test_a_cancelled_package_leaves_nothing(ws: Workspace, tmp_path: Path) -> None:
    feedback = QgsFeedback()
    feedback.cancel()
    with pytest.raises(Cancelled):
        write_package(ws, WANG, tmp_path / "包", "内业员", feedback=feedback)
    assert [one.name for one in tmp_path.iterdir()] == ["工作 库"]
    assert rows(ws, "field_package") == []


def run(parameters: dict[str, Any]) -> dict[str, Any]:
    context, feedback = QgsProcessingContext(), QgsProcessingFeedback()
    context.setProject(QgsProject.instance())
    results, ok = FieldPackageAlgorithm().create().run(parameters, context, feedback, {}, False)
    if not ok:
        raise QgsProcessingException(feedback.textLog())
    return results


def test_the_algorithm(ws: Workspace, tmp_path: Path) -> None:
    done = run({"WORKSPACE": str(ws.path), "RESPONSIBLE": "李核查", "FOLDER": str(tmp_path / "新 包")})
    assert done["COUNT"] == 2
    assert Path(done["PROJECT"]).is_file()
    with pytest.raises(QgsProcessingException, match="王外业"):
        run({"WORKSPACE": str(ws.path), "RESPONSIBLE": "谁", "FOLDER": str(tmp_path / "不写")})
    assert not (tmp_path / "不写").exists()
