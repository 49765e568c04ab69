"""Every style loads, draws something, and says in Chinese and English what it drew."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from real_layers import SQUARE, memory_layer

from qgis.core import QgsExpression, QgsMapRendererParallelJob, QgsMapSettings, QgsVectorLayer
from qgis.PyQt.QtCore import QSize
from qgis.PyQt.QtGui import QColor, QImage

from gengdi_plugin.core.binding import Binding
from gengdi_plugin.core.roles import POINT, POLYGON, ROLES
from gengdi_plugin.layers.binding import bind
from gengdi_plugin.layers.styles import FOLDER, style_layer, style_path, style_result

POINT_WKT = "POINT(121.601 29.9505)"
HANZI = re.compile("[\u4e00-\u9fff]")


def drawn(layer: QgsVectorLayer, labels: bool = True) -> QImage:
    layer.setLabelsEnabled(labels and layer.labelsEnabled())
    settings = QgsMapSettings()
    settings.setLayers([layer])
    settings.setDestinationCrs(layer.crs())
    settings.setOutputSize(QSize(200, 100))
    settings.setBackgroundColor(QColor(255, 255, 255))
    extent = layer.extent().buffered(0.0005)
    settings.setExtent(extent)
    job = QgsMapRendererParallelJob(settings)
    job.start()
    job.waitForFinished()
    assert not job.errors()
    return job.renderedImage()


def colors(image: QImage) -> dict[tuple[int, int, int], int]:
    found: dict[tuple[int, int, int], int] = {}
    for x in range(image.width()):
        for y in range(image.height()):
            color = image.pixelColor(x, y)
            key = (color.red(), color.green(), color.blue())
            found[key] = found.get(key, 0) + 1
    return found


def legend(layer: QgsVectorLayer) -> list[str]:
    return [item.label() for item in layer.renderer().legendSymbolItems()]


STYLED = [(role, kind) for role in ROLES for kind in (POLYGON, POINT) if style_path(role, kind) is not None]


def test_every_role_has_a_style_for_every_geometry_it_allows() -> None:
    for role in ROLES.values():
        kinds = (POINT, POLYGON) if "any" in role.geometry else role.geometry
        for kind in kinds:
            assert (role.key, kind) in STYLED, (role.key, kind)


@pytest.mark.parametrize(("role", "kind"), STYLED)
def test_a_style_draws_and_its_legend_speaks_both_languages(role: str, kind: str) -> None:
    fields = dict.fromkeys(ROLES[role].fields, "text")
    wkt = SQUARE if kind == POLYGON else POINT_WKT
    layer = memory_layer(
        role, fields, [(wkt, *["x"] * len(fields))], geometry="Polygon" if kind == POLYGON else "Point"
    )
    assert style_layer(layer, role)
    assert len(colors(drawn(layer, labels=False))) > 1, "a blank map"
    texts = legend(layer)
    assert texts
    for text in texts:
        assert HANZI.search(text) and re.search("[A-Za-z]{3}", text), text


@pytest.mark.parametrize("path", sorted(FOLDER.glob("*.qml")), ids=lambda path: path.stem)
def test_the_files_hold_nothing_but_symbols_and_labels(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert "<renderer-v2" in text
    for foreign in ("<customproperties", "<fieldConfiguration", "<datasource", "/home/", "/work/"):
        assert foreign not in text
    if "<labeling" in text:
        assert 'fontFamily="Noto Sans CJK SC"' in text and "Microsoft YaHei" in text


@pytest.mark.parametrize(("role", "kind"), STYLED)
def test_every_expression_is_one(role: str, kind: str) -> None:
    layer = QgsVectorLayer("Point" if kind == POINT else "Polygon", role, "memory")
    style_layer(layer, role)
    expressions = [layer.renderer().classAttribute()]
    if layer.labeling() is not None:
        expressions.append(layer.labeling().settings().fieldName)
    for text in expressions:
        assert not QgsExpression(text).hasParserError(), text


@pytest.mark.parametrize(
    ("code", "color"), [("0101", (248, 208, 114)), ("0102", (248, 231, 28)), ("0103", (255, 251, 177))]
)
@pytest.mark.parametrize("kind", ["text", "integer", "real"])
def test_cultivated_land_has_the_surveys_colours_under_the_bureaus_field_name(
    code: str, color: tuple[int, int, int], kind: str
) -> None:
    layer = memory_layer("DLTB", {"DLBM": kind}, [(SQUARE, code if kind == "text" else int(code))])
    assert style_layer(layer, "farmland")
    found = colors(drawn(layer, labels=False))
    assert max((count, key) for key, count in found.items() if key != (255, 255, 255))[1] == color


def test_families_of_classes_and_strangers_have_a_colour_of_their_own() -> None:
    images = []
    for code in ("0101", "0201K", "1104A", "1101", "05H1", "1202", "1203", None):
        layer = memory_layer("DLTB", {"DLBM": "text"}, [(SQUARE, code)])
        style_layer(layer, "farmland")
        found = colors(drawn(layer, labels=False))
        images.append(max((count, key) for key, count in found.items() if key != (255, 255, 255))[1])
    assert len(set(images)) == len(images)


def test_an_approval_layer_of_one_type_shows_only_that_type() -> None:
    layer = memory_layer("JSYDBP_NZYDK_X", {"PZWH": "text"}, [(SQUARE, "浙土字1号")])
    assert style_layer(layer, "approval")
    assert legend(layer) == ["农转用批准 approval of conversion"]
    old = memory_layer("NCTDZHZZ_CJDK", {"PZWH": "text"}, [(SQUARE, "1")])
    style_layer(old, "approval")
    assert len(legend(old)) == 1 and "不作依据" in legend(old)[0]
    assert colors(drawn(layer, labels=False)) != colors(drawn(old, labels=False))
    unknown = memory_layer("用地", {"PZWH": "text"}, [(SQUARE, "1")])
    style_layer(unknown, "approval")
    assert len(legend(unknown)) == 1 and "类型不明" in legend(unknown)[0]


def test_rows_with_their_own_type_are_told_apart_in_either_spelling() -> None:
    def look(kind: str | None, name: str = "用地") -> dict[tuple[int, int, int], int]:
        layer = memory_layer(name, {"审批类型": "text"}, [(SQUARE, kind)])
        style_layer(layer, "approval")
        assert len(legend(layer)) > 10
        return colors(drawn(layer, labels=False))

    assert look("农转用批准") == look("conversion") == look(None, "JSYDBP_NZYDK_X")
    assert look("临时用地") != look("conversion")
    assert look("没听说过") == look("unknown") == look(None)


def test_a_field_name_with_quotes_and_signs_is_kept_apart_from_the_expression() -> None:
    name = "a\"<b>&'c"
    layer = memory_layer("DLTB", {name: "text"}, [(SQUARE, "0101")])
    bind(layer, Binding("farmland", {"class_code": name}))
    assert style_layer(layer, "farmland")
    assert (248, 208, 114) in colors(drawn(layer, labels=False))


def test_a_binding_survives_its_style() -> None:
    layer = memory_layer("DLTB", {"DLBM": "text"}, [(SQUARE, "0101")])
    bind(layer, Binding("farmland", {"class_code": "DLBM"}))
    style_layer(layer, "farmland")
    assert layer.customProperty("gengdi/role") == "farmland"
    assert layer.fields().names() == ["DLBM"]


def test_results_are_coloured_by_code_and_carry_its_letter() -> None:
    seen = []
    for code in ("green", "yellow", "red", "blue", None):
        layer = memory_layer("结果", {"code": "text"}, [(SQUARE, code)])
        style_result(layer, "patches")
        without = drawn(layer, labels=False)
        style_result(layer, "patches")
        with_letter = drawn(layer)
        seen.append(max((count, key) for key, count in colors(without).items() if key != (255, 255, 255))[1])
        assert (with_letter != without) == (code is not None), "the letter is on the map"
    assert len(set(seen)) == 5
    layer = memory_layer("结果", {"code": "text"}, [])
    style_result(layer, "patches")
    assert [text.split(" · ")[0] for text in legend(layer)[:4]] == ["绿 G", "黄 Y", "红 R", "蓝 B"]
    expression = QgsExpression(layer.labeling().settings().fieldName)
    assert not expression.hasParserError()


def test_remainders_are_hatched() -> None:
    layer = memory_layer("余", {"patch_no": "text"}, [(SQUARE, "1")])
    style_result(layer, "remainders")
    found = colors(drawn(layer, labels=False))
    assert len(found) > 1 and (255, 255, 255) in found
    assert legend(layer) == ["未覆盖部分 Remainder (not covered)"]


def test_layers_without_a_picture_are_left_alone() -> None:
    assert not style_layer(
        memory_layer("核查", {"patch_no": "text"}, [], crs="", geometry="None"), "inspection"
    )
    assert not style_layer(memory_layer("x", {"uscc": "text"}, [], geometry="LineString"), "sensitive")
    with pytest.raises(ValueError, match="verdicts"):
        style_result(memory_layer("x", {"code": "text"}, []), "verdicts")
