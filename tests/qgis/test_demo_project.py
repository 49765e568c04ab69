"""The demo district as a project: everything finds its role by itself, and the whole job meets the truth."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from qgis.core import QgsCoordinateTransformContext, QgsProject, QgsVectorLayer

from gengdi_plugin.core.errors import InputError
from gengdi_plugin.core.rules import load_rules
from gengdi_plugin.core.screening.inputs import ScreeningInputs
from gengdi_plugin.core.screening.screen import screen
from gengdi_plugin.demo.casework import carry_to_end
from gengdi_plugin.demo.catalogue import APPROVAL_KEYS, LAYERS, ZONE_KEYS
from gengdi_plugin.demo.district import District, make_district
from gengdi_plugin.demo.files import MARKER, TRUTH, write_district
from gengdi_plugin.demo.findings import inspection_table, record_demo_findings
from gengdi_plugin.demo.project import PROJECT_CRS, load_demo, save_demo
from gengdi_plugin.demo.score import score
from gengdi_plugin.demo.truth import read_truth
from gengdi_plugin.layers.binding import binding_of, unbind
from gengdi_plugin.layers.reading import LayerSource
from gengdi_plugin.store.events import verify_states
from gengdi_plugin.store.review import counts, patch_rows
from gengdi_plugin.store.runs import save_run
from gengdi_plugin.store.verify import verify_verdicts
from gengdi_plugin.store.workspace import open_workspace

#: What each approval layer must be taken for; None: every row says it.
TYPES = {
    "conversion": "conversion", "pending": "planning", "pre_examination": "pre_examination",
    "supply": "supply", "reserve": "reserve",
    "facility": "facility", "temporary": "temporary", "homestead": "homestead",
    "rural_road": "rural_road", "consolidation": "consolidation", "balance_plan": "balance_plan",
    "link_new": "link_new", "link_old": "link_old", "archive": None,
}  # fmt: skip


@pytest.fixture(scope="module")
def district() -> District:
    return make_district()


@pytest.fixture(scope="module")
def folder(district: District, tmp_path_factory: pytest.TempPathFactory) -> Path:
    place = tmp_path_factory.mktemp("演示")
    write_district(district, place)
    return place


@pytest.fixture
def project() -> Iterator[QgsProject]:
    made = QgsProject()
    yield made
    made.clear()


def test_every_layer_is_bound_to_its_role_by_itself(folder: Path, project: QgsProject) -> None:
    layers = load_demo(project, folder)
    assert set(layers) == set(LAYERS)
    for key, layer in layers.items():
        unbind(layer)
        found = binding_of(layer)
        assert found is not None, key
        assert found.role == LAYERS[key].role
        if key in TYPES:
            assert found.approval_type == TYPES[key], key
    assert set(TYPES) == set(APPROVAL_KEYS)


def test_the_project_says_what_it_is(folder: Path, project: QgsProject) -> None:
    layers = load_demo(project, folder)
    assert "synthetic" in project.title()
    assert project.crs().authid() == PROJECT_CRS
    shown = project.viewSettings().defaultViewExtent()
    assert shown.crs().authid() == PROJECT_CRS
    assert shown.width() > 3000
    groups = [node.name() for node in project.layerTreeRoot().children()]
    assert len(groups) == 6
    assert len(project.mapLayers()) == len(layers)


def test_chinese_comes_out_of_every_encoding(folder: Path, project: QgsProject) -> None:
    layers = load_demo(project, folder)
    for key, field in (("patches", "BZ"), ("facility", "BABH"), ("temporary", "PZWH"), ("homestead", "PZWH")):
        assert all("演示" in feature[field] for feature in layers[key].getFeatures()), key


def test_it_replaces_what_was_open(folder: Path, project: QgsProject) -> None:
    project.addMapLayer(QgsVectorLayer("Polygon?crs=EPSG:4490", "old", "memory"))
    load_demo(project, folder)
    assert "old" not in [layer.name() for layer in project.mapLayers().values()]


def test_a_saved_project_opens_with_its_bindings(folder: Path, tmp_path: Path, project: QgsProject) -> None:
    save_demo(folder, tmp_path / "demo.qgz")
    assert project.read(str(tmp_path / "demo.qgz"))
    roles = [layer.customProperty("gengdi/role") for layer in project.mapLayers().values()]
    assert sorted(roles) == sorted(plan.role for plan in LAYERS.values())


def test_an_incomplete_folder_is_refused_and_the_project_stays(tmp_path: Path, project: QgsProject) -> None:
    project.addMapLayer(QgsVectorLayer("Polygon?crs=EPSG:4490", "mine", "memory"))
    with pytest.raises(InputError, match="no complete demo district"):
        load_demo(project, tmp_path)
    assert len(project.mapLayers()) == 1


def test_a_missing_layer_is_named_and_the_project_stays(
    district: District, tmp_path: Path, project: QgsProject
) -> None:
    write_district(district, tmp_path / "demo")
    (tmp_path / "demo" / "TDCB_CBDK.gpkg").unlink()
    assert (tmp_path / "demo" / MARKER).is_file()
    project.addMapLayer(QgsVectorLayer("Polygon?crs=EPSG:4490", "mine", "memory"))
    with pytest.raises(InputError, match="TDCB_CBDK"):
        load_demo(project, tmp_path / "demo")
    assert len(project.mapLayers()) == 1


@pytest.fixture(scope="module")
def inputs(folder: Path) -> ScreeningInputs:
    """The district as screening reads it from its files."""
    project = QgsProject()
    layers = load_demo(project, folder)
    context = QgsCoordinateTransformContext()
    tables = {key: LayerSource(layer, LAYERS[key].role, context).read() for key, layer in layers.items()}
    layers.clear()
    project.clear()
    return ScreeningInputs(
        tables["patches"], [tables[key] for key in APPROVAL_KEYS],
        tables["farmland"], tables["basic_farmland"],
        {key: tables[key] for key in ZONE_KEYS}, tables["violation"], tables["units"],
        [tables["permit"], tables["enterprise"]],
    )  # fmt: skip


def test_no_false_green_and_hardly_a_false_yellow(inputs: ScreeningInputs, folder: Path) -> None:
    columns = screen(inputs, load_rules()).patches.columns
    result = score(read_truth(folder / TRUTH), zip(columns["patch_no"], columns["code"], columns["reason"]))
    assert result.patches == 352
    assert result.false_greens == ()
    assert result.missing == ()
    assert result.false_yellow_rate <= 0.03
    assert result.agreed >= 348


def test_findings_bring_the_pilots_sixty_nine_to_red(
    inputs: ScreeningInputs, district: District, tmp_path: Path
) -> None:
    inspections = inspection_table(district.truth)
    with open_workspace(tmp_path / "w.sqlite") as workspace:
        save_run(workspace, screen(inputs, load_rules()), "demo")
        first = record_demo_findings(workspace, inspections)
        assert first.findings == len(inspections)
        assert first.red == 69
        decided = counts(workspace).by_code
        assert decided["red"] == 69
        assert decided["yellow"] > 20
        assert decided["green"] > 192
        lawful = dict(zip(district.truth.columns["patch_no"], district.truth.columns["lawful"]))
        assert all(not lawful[row.patch_no] for row in patch_rows(workspace) if row.code == "red")
        second = record_demo_findings(workspace, inspections)
        assert (second.findings, second.already_there) == (0, len(inspections))
        assert counts(workspace).by_code == decided


def test_the_district_is_carried_to_the_end_of_its_cases(
    inputs: ScreeningInputs, district: District, tmp_path: Path
) -> None:
    with open_workspace(tmp_path / "cases.sqlite") as workspace:
        save_run(workspace, screen(inputs, load_rules()), "demo", units=inputs.units)
        screened = counts(workspace)
        carried = carry_to_end(workspace, inspection_table(district.truth))
        assert screened.total == sum(carried.states.values()) == 352
        # a person is responsible for every place that lies in a village
        assert screened.by_code["yellow"] - 5 <= carried.dispatched <= screened.by_code["yellow"]
        assert (carried.red, carried.returned, carried.reopened) == (69, 1, 1)
        assert carried.states["accepted"] == carried.accepted - carried.reopened
        assert carried.states["returned"] == carried.states["reopened"] == 1
        assert carried.states["rectifying"] > 0 and carried.states["rectified"] > 0
        assert verify_states(workspace) == []
        assert verify_verdicts(workspace).different == 0
