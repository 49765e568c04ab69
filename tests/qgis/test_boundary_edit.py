"""Acts on boundaries: one undo step each, whole or not at all; which layers they refuse, and why."""

from __future__ import annotations

import pytest
from real_layers import memory_layer, saved

from qgis.core import (
    QgsCoordinateReferenceSystem,
    QgsFeature,
    QgsGeometry,
    QgsPoint,
    QgsProject,
    QgsVectorLayer,
    QgsVectorLayerJoinInfo,
)

from gengdi_plugin.core.errors import InputError
from gengdi_plugin.layers import boundary_edit, boundary_layers
from gengdi_plugin.layers.binding import bind, binding_of
from gengdi_plugin.layers.compat import make_field
from gengdi_plugin.store.workspace import open_workspace

KINDS = {"memory": "", "GPKG": "gpkg", "ESRI Shapefile": "shp"}
FIELDS = {"approval_type": "text", "doc_no": "text", "approved_on": "date"}


def box(west: float, south: float, east: float, north: float) -> str:
    """A rectangle in metres of EPSG:4549 near Zhenhai."""
    x, y = 650_000, 3_315_000
    w, s, e, n = x + west, y + south, x + east, y + north
    return f"POLYGON(({w} {s}, {e} {s}, {e} {n}, {w} {n}, {w} {s}))"


def line(*points: tuple[float, float]) -> list[QgsPoint]:
    return [QgsPoint(650_000 + x, 3_315_000 + y) for x, y in points]


def approvals(tmp_path, kind: str = "memory", geometry: str = "MultiPolygon") -> QgsVectorLayer:
    layer = memory_layer("批文", FIELDS, [], "EPSG:4549", geometry)
    rows = [(box(0, 0, 100, 100), "conversion", "A1"), (box(100, 0, 200, 100), "supply", "A2")]
    for wkt, *values in rows:
        made = QgsFeature(layer.fields())
        made.setGeometry(QgsGeometry.fromWkt(wkt))
        made.setAttributes([*values, None])
        layer.dataProvider().addFeature(made)
    layer.updateExtents()
    if kind != "memory":
        layer = saved(layer, tmp_path / f"approvals.{KINDS[kind]}", kind)
        layer.setName("批文")
    bind(layer, binding_of(layer, "approval"))
    return layer


@pytest.fixture(params=sorted(KINDS))
def layer(request, qgis_app, qgis_new_project, tmp_path):
    made = approvals(tmp_path, request.param)
    made.startEditing()
    return made


def state(layer: QgsVectorLayer) -> dict[str, list[tuple[float, int]]]:
    """Document -> area in m² and number of corners of each of its boundaries."""
    found: dict[str, list[tuple[float, int]]] = {}
    for one in layer.getFeatures():
        shape = one.geometry()
        corners = sum(1 for _ in shape.vertices())
        found.setdefault(one["doc_no"] or "", []).append((round(shape.area(), 3), corners))
    return {key: sorted(values) for key, values in found.items()}


def undone_and_redone(layer: QgsVectorLayer, before: dict, after: dict, name: str) -> None:
    """One step ``name`` leads back, and forth again."""
    assert state(layer) == after != before
    stack = layer.undoStack()
    assert stack.count() == 1 and stack.text(0) == name
    stack.undo()
    assert state(layer) == before
    stack.redo()
    assert state(layer) == after


def only(layer: QgsVectorLayer, number: str) -> int:
    (found,) = (one.id() for one in layer.getFeatures() if one["doc_no"] == number)
    return int(found)


def test_a_new_boundary_has_its_facts_in_the_same_step(layer):
    before = state(layer)
    values = {"approval_type": "conversion", "doc_no": "A3", "approved_on": "2024-06-15", "authority": "县府"}
    fid = boundary_edit.add_boundary(layer, QgsGeometry.fromWkt(box(0, 200, 50, 250)), values)
    undone_and_redone(layer, before, {**before, "A3": [(2500.0, 5)]}, "Draw boundary")
    made = (
        layer.getFeature(fid)
        if fid > 0
        else next(one for one in layer.getFeatures() if one["doc_no"] == "A3")
    )
    assert boundary_layers.fact_of(layer, made, "approved_on") == "2024-06-15"
    assert boundary_layers.number_of(layer, made) == "A3"


def test_a_line_reshapes_what_it_crosses_twice_on_both_sides_of_a_shared_border(layer):
    before = state(layer)
    done = boundary_edit.reshape(layer, line((90, 20), (110, 50), (90, 80)))
    assert len(done) == 2, "the neighbour follows: no gap and no overlap comes about"
    after = state(layer)
    assert sum(size for ((size, _),) in after.values()) == pytest.approx(20_000, abs=0.1)
    undone_and_redone(layer, before, after, "Reshape boundary")


def test_a_boundary_that_was_just_changed_is_found_by_a_line_along_an_axis(layer):
    boundary_edit.add_hole(layer, line((10, 10), (20, 10), (20, 20), (10, 20)))
    assert boundary_edit.split(layer, line((-10, 50), (110, 50))) == 1
    assert [size for size, _ in state(layer)["A1"]] == [4900.0, 5000.0]


def test_selected_boundaries_alone_are_reshaped_and_split(layer):
    layer.selectByIds([only(layer, "A1")])
    boundary_edit.reshape(layer, line((20, 110), (20, 90), (40, 90), (40, 110)))
    assert state(layer)["A2"] == [(10_000.0, 5)] and state(layer)["A1"] == [(9_800.0, 9)]
    assert boundary_edit.split(layer, line((-10, 50), (210, 50))) == 1
    assert [len(parts) for _, parts in sorted(state(layer).items())] == [2, 1]


def test_a_line_splits_and_every_part_keeps_the_facts(layer):
    before = state(layer)
    assert boundary_edit.split(layer, line((50, -10), (50, 110))) == 1
    undone_and_redone(layer, before, {**before, "A1": [(5000.0, 5), (5000.0, 5)]}, "Split boundary")


def test_merging_keeps_the_facts_of_the_largest(layer):
    boundary_edit.split(layer, line((180, -10), (180, 110)))
    layer.undoStack().clear()
    before = state(layer)
    ids = [one.id() for one in layer.getFeatures()]
    boundary_edit.merge(layer, ids)
    undone_and_redone(layer, before, {"A1": [(20_000.0, state(layer)["A1"][0][1])]}, "Merge boundaries")


def test_a_hole_is_cut_into_the_boundary_that_holds_it(layer):
    before = state(layer)
    boundary_edit.add_hole(layer, line((10, 10), (20, 10), (20, 20), (10, 20)))
    undone_and_redone(layer, before, {**before, "A1": [(9900.0, 10)]}, "Cut hole")


def test_snapping_closes_a_slip_to_a_neighbour(layer):
    fid = boundary_edit.add_boundary(layer, QgsGeometry.fromWkt(box(0, 100.3, 100, 150)), {"doc_no": "A3"})
    layer.undoStack().clear()
    before = state(layer)
    neighbour = layer.getFeature(only(layer, "A1")).geometry()
    assert boundary_edit.snap(layer, [fid], [neighbour], 0.5)
    undone_and_redone(layer, before, {**before, "A3": [(5000.0, 5)]}, "Snap boundary")


@pytest.mark.parametrize(
    ("act", "told"),
    [
        (lambda layer: boundary_edit.reshape(layer, line((300, 0), (300, 50))), "crosses no boundary twice"),
        (lambda layer: boundary_edit.split(layer, line((50, 50), (50, 110))), "right across"),
        (lambda layer: boundary_edit.add_hole(layer, line((90, 10), (110, 10), (110, 20))), "this hole"),
        (lambda layer: boundary_edit.merge(layer, [only(layer, "A1")]), "at least two"),
        (lambda layer: boundary_edit.snap(layer, [only(layer, "A1")], [], 0.5), "Nothing to close"),
    ],
)  # fmt: skip
def test_what_cannot_be_done_changes_nothing_and_leaves_no_step(layer, act, told):
    before = state(layer)
    with pytest.raises(InputError, match=told):
        act(layer)
    assert state(layer) == before and layer.undoStack().count() == 0 and not layer.isModified()


def test_an_error_half_way_takes_the_whole_act_back(layer):
    before = state(layer)
    with pytest.raises(ZeroDivisionError), boundary_edit.edit_command(layer, "act"):
        layer.deleteFeature(only(layer, "A1"))
        raise ZeroDivisionError
    assert state(layer) == before and layer.undoStack().count() == 0


def test_nothing_is_written_outside_an_edit_session(qgis_app, qgis_new_project, tmp_path):
    layer = approvals(tmp_path, "GPKG")
    with pytest.raises(InputError, match="not in edit mode"):
        boundary_edit.split(layer, line((50, -10), (50, 110)))
    assert len(state(layer)["A1"]) == 1 and not layer.isEditable()


def test_a_layer_of_single_polygons_takes_no_boundary_of_two_parts(qgis_app, qgis_new_project, tmp_path):
    layer = approvals(tmp_path, "memory", "Polygon")
    layer.startEditing()
    two = QgsGeometry.collectGeometry(
        [QgsGeometry.fromWkt(box(0, 200, 9, 209)), QgsGeometry.fromWkt(box(20, 200, 29, 209))]
    )
    with pytest.raises(InputError, match="2 parts"):
        boundary_edit.add_boundary(layer, two, {})
    boundary_edit.split(layer, line((150, -10), (150, 110)))
    apart = [one.id() for one in layer.getFeatures() if one.geometry().boundingBox().xMinimum() != 650_100]
    with pytest.raises(InputError, match="do not touch"):
        boundary_edit.merge(layer, apart)
    layer.rollBack()


def test_layers_that_cannot_be_drawn_in_are_refused_with_the_mend(qgis_app, qgis_new_project, tmp_path):
    why = boundary_layers.refusal
    assert "No layer is active" in why(None)
    good = approvals(tmp_path, "GPKG")
    assert why(good) == ""
    good.setReadOnly(True)
    assert "read-only" in why(good) and "批文" in why(good)
    good.setReadOnly(False)
    assert good.setSubsetString("doc_no = 'A1'")
    assert "filtered" in why(good)
    good.setSubsetString("")
    good.setCrs(QgsCoordinateReferenceSystem())
    assert "no coordinate system" in why(good)
    points = memory_layer("井", {}, [], geometry="Point")
    assert "no polygons" in why(points)
    assert "give it that role" in why(memory_layer("x", {"a": "text"}, []))
    with open_workspace(tmp_path / "w.sqlite") as workspace:
        path = workspace.path
    from gengdi_plugin.layers.workspace_layers import open_table

    assert "belongs to the workspace" in why(open_table(path, "approval"))


def test_a_source_that_takes_no_changes_is_refused(qgis_app, qgis_new_project, tmp_path):
    file = tmp_path / "rows.csv"
    file.write_text('wkt;doc_no\n"POLYGON((0 0, 1 0, 1 1, 0 0))";A\n', encoding="utf-8")
    uri = f"file://{file}?delimiter=;&wktField=wkt&crs=EPSG:4490"
    layer = QgsVectorLayer(uri, "csv", "delimitedtext")
    assert layer.isValid()
    bind(layer, binding_of(layer, "approval"))
    assert "takes no changes" in boundary_layers.refusal(layer)


def test_another_map_system_and_joined_fields_are_told(qgis_app, qgis_new_project, tmp_path):
    layer = approvals(tmp_path)
    own = layer.crs()
    assert boundary_layers.remarks(layer, own) == []
    other = memory_layer("meta", {"doc_no": "text", "clerk": "text"}, [])
    QgsProject.instance().addMapLayers([layer, other])
    join = QgsVectorLayerJoinInfo()
    join.setJoinLayer(other)
    join.setJoinFieldName("doc_no")
    join.setTargetFieldName("doc_no")
    layer.addJoin(join)
    layer.addExpressionField("1", make_field("one", "integer"))
    system, fields = boundary_layers.remarks(layer, QgsCoordinateReferenceSystem("EPSG:4490"))
    assert "EPSG:4490" in system and "EPSG:4549" in system
    assert "meta_clerk" in fields and "one" in fields
    binding = binding_of(layer)
    binding.fields["authority"] = "one"
    bind(layer, binding)
    assert boundary_layers.attributes(layer, {"authority": "x", "doc_no": "A9"}) == {1: "A9"}


def test_neighbours_are_those_of_the_role_near_by_in_every_system(qgis_app, qgis_new_project, tmp_path):
    own = approvals(tmp_path)
    degrees = memory_layer("度", {"doc_no": "text"}, [(None, "A0")], geometry="MultiPolygon")
    from gengdi_plugin.layers.chosen_ground import straight_in_4490

    context = QgsProject.instance().transformContext()
    made = QgsFeature(degrees.fields())
    shape = QgsGeometry()
    shape.fromWkb(straight_in_4490(QgsGeometry.fromWkt(box(50, 50, 150, 150)), own.crs(), context))
    made.setGeometry(shape)
    made.setAttributes(["D1"])
    degrees.dataProvider().addFeature(made)
    bind(degrees, binding_of(degrees, "approval"))
    QgsProject.instance().addMapLayers([own, degrees])
    wanted = straight_in_4490(QgsGeometry.fromWkt(box(10, 10, 90, 90)), own.crs(), context)
    first = only(own, "A1")
    found = boundary_layers.neighbours(QgsProject.instance(), "approval", wanted)
    assert sorted(one.name for one in found) == ["A1", "D1"]
    but = frozenset({(own.id(), first)})
    assert [
        one.name for one in boundary_layers.neighbours(QgsProject.instance(), "approval", wanted, but)
    ] == ["D1"]
    assert boundary_layers.neighbours(QgsProject.instance(), "permit", wanted) == []
