"""Every line of the check-up that is not green, provoked and then mended by its own button or advice."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from fake_iface import FakeIface
from test_gui_desktop import Office, add_layer, square

from qgis.core import (
    QgsCoordinateReferenceSystem,
    QgsCoordinateTransform,
    QgsGeometry,
    QgsProject,
    QgsVectorLayer,
)
from qgis.gui import QgsProjectionSelectionDialog
from qgis.PyQt.QtWidgets import QAction, QPushButton

from gengdi_plugin.core.binding import Binding
from gengdi_plugin.core.checkup_facts import GREEN, CheckLine
from gengdi_plugin.core.rules import load_rules
from gengdi_plugin.gui.roles.mapping_dialog import MappingDialog
from gengdi_plugin.layers.binding import bind, binding_of, unbind

COUNTY = "POLYGON((121.5 29.8, 121.9 29.8, 121.9 30, 121.5 30, 121.5 29.8))"
BOW = "POLYGON((121.6 29.9, 121.601 29.901, 121.601 29.9, 121.6 29.901, 121.6 29.9))"
PROOFS = [kind for kind, rule in load_rules().approvals.items() if rule.proof]

Mend = Callable[[Any], None]


class Desk(Office):
    """An officer before the check-up's page."""

    def check(self, qtbot: Any) -> None:
        self.desktop.dock.layers.refresh()
        self.page.checkup_button.click()
        self.idle(qtbot)

    def lines(self, key: str) -> list[CheckLine]:
        found = self.page.checkup.dialog.lines
        return [line for line in found if line.key == key and line.level != GREEN]

    def press(self, key: str) -> None:
        self.page.checkup.dialog.findChild(object, f"gengdi_check_{key}").findChild(QPushButton).click()


@pytest.fixture
def desk(qgis_app: Any, qgis_new_project: Any) -> Any:
    desk = Desk(FakeIface())
    yield desk
    desk.plugin.unload()
    QgsProject.instance().clear()


def named(name: str) -> QgsVectorLayer:
    return QgsProject.instance().mapLayersByName(name)[0]


def text_fields(*names: str) -> str:
    return "&".join(f"field={name}:string" for name in names)


def patches(*rows: list[Any], extra: str = "x", shape: str = square(0)) -> QgsVectorLayer:
    known = rows or (["P1", "20", "2023-01-01", "2024-01-01", None],)
    fields = text_fields("patch_no", "change_type", "before_on", "after_on", extra)
    return add_layer("patches", "change_patch", fields, [(row, shape) for row in known])


def approvals(kinds: list[str] = PROOFS, name: str = "papers", shape: str = square(0)) -> QgsVectorLayer:
    fields = text_fields("approval_type", "doc_no", "approved_on", "x")
    rows = [([kind, "A1", "2022-01-01", "conversion"], shape) for kind in kinds]
    return add_layer(name, "approval", fields, rows)


def land(code: str = "0101", as_of: str | None = "2022", shape: str = COUNTY) -> QgsVectorLayer:
    return add_layer(
        "land", "farmland", text_fields("class_code", "as_of", "x"), [([code, as_of, "0101"], shape)]
    )


def basic(shape: str = square(0, 0.1)) -> QgsVectorLayer:
    return add_layer("basic", "basic_farmland", text_fields("zone_no"), [(["1"], shape)])


def county(**without: Any) -> None:
    """A county in which nothing is wrong but what ``without`` does in the place of a layer."""
    for make in (patches, approvals, land, basic):
        without.get(make.__name__, make)()


def mapping(
    fields: dict[str, str] | None = None, as_of: str = "", approval_type: str = "", role: str = ""
) -> Mend:
    """What the officer changes in the mapping that the line's button opens."""

    def mend(desk: Desk) -> None:
        def dialog_of(layer: QgsVectorLayer, parent: Any) -> MappingDialog:
            dialog = MappingDialog(layer, parent)
            if role:
                dialog.role.setCurrentIndex(dialog.role.findData(role))
            for name, own in (fields or {}).items():
                dialog._fields[name].setField(own)
            if as_of:
                dialog.as_of.setText(as_of)
            if approval_type:
                dialog.approval_type.setCurrentIndex(dialog.approval_type.findData(approval_type))
            dialog.open = dialog.accept
            return dialog

        desk.page.checkup.make_mapping_dialog = dialog_of

    return mend


def system(code: str) -> Mend:
    """The system that the officer takes in the chooser that the line's button opens."""

    def mend(desk: Desk) -> None:
        def dialog_of(parent: Any) -> QgsProjectionSelectionDialog:
            dialog = QgsProjectionSelectionDialog(parent)

            def choose() -> None:
                dialog.setCrs(QgsCoordinateReferenceSystem(code))
                dialog.accept()

            dialog.open = choose
            return dialog

        desk.page.checkup.make_crs_dialog = dialog_of

    return mend


def bound(layer: QgsVectorLayer, **fields: str) -> QgsVectorLayer:
    """``layer`` with another mapping of these fields than its names say."""
    old = binding_of(layer)
    mapped = {**old.fields, **fields}
    bind(layer, Binding(old.role, {name: own for name, own in mapped.items() if own}))
    return layer


def dated(as_of: str | None) -> None:
    layer = add_layer("land", "farmland", text_fields("class_code"), [(["0101"], COUNTY)])
    bind(layer, Binding("farmland", {"class_code": "class_code"}, as_of=as_of))


def planning() -> None:
    approvals()
    layer = approvals(["conversion"], "土地利用总体规划")
    bind(layer, Binding("approval", {"doc_no": "doc_no", "approved_on": "approved_on"}, "conversion"))


def points_as_approvals() -> None:
    approvals()
    layer = QgsVectorLayer("Point?crs=EPSG:4490&field=doc_no:string", "sites", "memory")
    bind(layer, Binding("approval", {"doc_no": "doc_no"}, "conversion"))
    QgsProject.instance().addMapLayer(layer)


def in_metres(make: Callable[..., QgsVectorLayer], shown_as: str) -> QgsVectorLayer:
    """A layer whose coordinates are of EPSG:4549, while the layer says another system."""
    true, wgs = (QgsCoordinateReferenceSystem(code) for code in ("EPSG:4549", "EPSG:4490"))
    shape = QgsGeometry.fromWkt(COUNTY if make is land else square(0))
    shape.transform(QgsCoordinateTransform(wgs, true, QgsProject.instance().transformContext()))
    layer = make(shape=shape.asWkt(6))
    layer.setCrs(QgsCoordinateReferenceSystem(shown_as))
    return layer


TAKEN = "x"  # the field that holds the right values
LONG_AGO = ["P1", "20", "soon", "2024-01-01", "2023-01-01"]
BY_BUTTON: dict[str, tuple[str, str, dict[str, Any], Mend]] = {
    "fields required": ("fields", "red", {"land": lambda: bound(land(), class_code="")},
                        mapping({"class_code": "class_code"})),
    "fields of use": ("fields", "amber", {"patches": lambda: bound(patches(), before_on="")},
                      mapping({"before_on": "before_on"})),
    "no date at all": ("dates", "red", {"patches": lambda: patches(LONG_AGO)}, mapping({"before_on": TAKEN})),
    "farmland without a date": ("age", "amber", {"land": lambda: dated(None)}, mapping(as_of="2022")),
    "farmland too new": ("age", "red", {"land": lambda: dated("2023")}, mapping(as_of="2022")),
    "no earlier images": (
        "age", "amber", {"patches": lambda: patches(["P1", "20", None, "2024-01-01", "2023-01-01"])},
        mapping({"before_on": TAKEN}),
    ),
    "strange change types": (
        "change_types", "red", {"patches": lambda: patches(["P1", "QQ", "2023-01-01", "2024-01-01", "20"])},
        mapping({"change_type": TAKEN}),
    ),
    "strange land classes": ("class_codes", "red", {"land": lambda: land("9999")},
                             mapping({"class_code": TAKEN})),
    "numbers twice": (
        "numbers", "amber",
        {"patches": lambda: patches(*(["P", "20", "2023-01-01", "2024-01-01", x] for x in ("P1", "P2")))},
        mapping({"patch_no": TAKEN}),
    ),
    "types unknown": (
        "types", "amber", {"approvals": lambda: (approvals(), approvals(["?", "supply"], "more"))},
        mapping({"approval_type": TAKEN}),
    ),
    "type denied by the name": ("types", "amber", {"approvals": planning}, mapping(approval_type="planning")),
    "points where polygons are needed": ("fields", "red", {"approvals": points_as_approvals},
                                         mapping(role="sensitive")),
    "far from China": ("crs", "amber", {"basic": lambda: in_metres(basic, "EPSG:32631")},
                       system("EPSG:4549")),
    "parcels elsewhere": ("reach", "red", {"land": lambda: in_metres(land, "EPSG:4547")},
                          system("EPSG:4549")),
}  # fmt: skip


@pytest.mark.parametrize("case", BY_BUTTON)
def test_the_button_of_the_line_mends_it(desk: Desk, qtbot: Any, case: str) -> None:
    key, level, fault, prepare = BY_BUTTON[case]
    county(**fault)
    desk.check(qtbot)
    (line,) = desk.lines(key)
    assert line.level == level and line.advice
    prepare(desk)
    desk.press(key)
    desk.idle(qtbot)
    assert desk.lines(key) == []


def units(shape: str) -> QgsVectorLayer:
    return add_layer(
        "units", "admin_unit", text_fields("unit_code", "unit_name"), [(["330211", "区"], shape)]
    )


def two_towns() -> None:
    """Patches in two places, of which the units know one."""
    days = ["2023-01-01", "2024-01-01"]
    rows = [([number, "20", *days], square(place)) for place, number in enumerate(("P1", "P2"))]
    add_layer(
        "patches", "change_patch", text_fields("patch_no", "change_type", "before_on", "after_on"), rows
    )
    units(square(0))


def replaced(name: str, make: Callable[[], Any]) -> Callable[[], None]:
    def mend() -> None:
        QgsProject.instance().removeMapLayer(named(name).id())
        make()

    return mend


ADDED: dict[str, tuple[str, str, dict[str, Any], Callable[[], Any]]] = {
    "no patches": ("inputs", "red", {"patches": lambda: None}, patches),
    "no approvals": ("inputs", "red", {"approvals": lambda: None}, approvals),
    "no parcels": ("inputs", "red", {"land": lambda: None}, land),
    "no basic farmland": ("inputs", "red", {"basic": lambda: None}, basic),
    "kinds absent": ("kinds", "amber", {"approvals": lambda: approvals(PROOFS[1:])},
                     lambda: approvals(PROOFS[:1], "more")),
    "no kind that proves": ("kinds", "red", {"approvals": lambda: approvals(["planning"])},
                            lambda: approvals(PROOFS, "more")),
    "parcels of half the county": ("reach", "red", {"land": lambda: land(shape=square(0, 0.2))},
                                   replaced("land", land)),
    "units of half the county": ("reach", "amber", {"patches": two_towns},
                                 replaced("units", lambda: units(COUNTY))),
}  # fmt: skip


@pytest.mark.parametrize("case", ADDED)
def test_the_layers_that_the_button_asks_for_mend_it(desk: Desk, qtbot: Any, case: str) -> None:
    key, level, fault, add = ADDED[case]
    county(**fault)
    opened: list[bool] = []
    action = QAction(desk.iface.window)
    action.setObjectName("mActionDataSourceManager")
    action.triggered.connect(lambda: opened.append(True))
    desk.check(qtbot)
    (line,) = desk.lines(key)
    assert line.level == level and line.advice
    desk.press(key)
    assert opened == [True]
    add()
    desk.check(qtbot)
    assert desk.lines(key) == []


def corrected_date() -> None:
    layer = named("patches")
    rows = {
        feature.id(): {2: "2023-01-01"} for feature in layer.getFeatures() if feature["before_on"] == "soon"
    }
    assert len(rows) == 1 and layer.dataProvider().changeAttributeValues(rows)


def fixed_geometry() -> None:
    layer = named("patches")
    fixed = {feature.id(): feature.geometry().makeValid() for feature in layer.getFeatures()}
    assert layer.dataProvider().changeGeometryValues(fixed)


def moved_approvals() -> None:
    named("papers").setCrs(QgsCoordinateReferenceSystem("EPSG:4549"))


BY_ADVICE: dict[str, tuple[str, str, dict[str, Any], str, Callable[[], Any]]] = {
    "a date not understood": (
        "dates", "amber",
        {"patches": lambda: patches(LONG_AGO, ["P2", "20", "2023-01-01", "2024-01-01", None])},
        "Correct these values", corrected_date,
    ),
    "a broken ring": ("geometries", "amber", {"patches": lambda: patches(shape=BOW)}, "Fix geometries",
                      fixed_geometry),
    "a layer without features": (
        "inputs", "amber",
        {"basic": lambda: (basic(), add_layer("zones", "grain_zone", text_fields("zone_no"), []))},
        "take the layer off its role", lambda: unbind(named("zones")),
    ),
    "approvals that touch nothing": (
        "reach", "red", {"approvals": lambda: in_metres(approvals, "EPSG:4547")}, "coordinate systems",
        moved_approvals,
    ),
}  # fmt: skip


@pytest.mark.parametrize("case", BY_ADVICE)
def test_what_the_line_advises_mends_it(desk: Desk, qtbot: Any, case: str) -> None:
    key, level, fault, words, follow = BY_ADVICE[case]
    county(**fault)
    desk.check(qtbot)
    assert [line for line in desk.lines(key) if line.level == level and words in line.advice]
    follow()
    desk.check(qtbot)
    assert desk.lines(key) == []


def test_a_county_in_which_nothing_is_wrong_is_green(desk: Desk, qtbot: Any) -> None:
    county()
    desk.check(qtbot)
    assert {line.level for line in desk.page.checkup.dialog.lines} == {GREEN}
