"""Draws the QML styles in gengdi_plugin/layers/styles from the tables below, through QGIS itself.

Run after a change:  .venv/bin/python .ci/make_styles.py   (the files it writes are committed).

Expressions name canonical fields ("class_code"); layers.styles puts a layer's own fields in their place.
Colours of 0101, 0102 and 0103 are those of the third survey's symbology; the others are our own, kept in
its families (garden olive, forest green, water blue, construction red), certainty: own choice.
"""

from __future__ import annotations

import sys
from pathlib import Path

from qgis.core import (
    QgsApplication,
    QgsCategorizedSymbolRenderer,
    QgsFillSymbol,
    QgsMapLayer,
    QgsMarkerSymbol,
    QgsPalLayerSettings,
    QgsReadWriteContext,
    QgsRendererCategory,
    QgsSymbol,
    QgsTextBufferSettings,
    QgsTextFormat,
    QgsUnitTypes,
    QgsVectorLayer,
    QgsVectorLayerSimpleLabeling,
)
from qgis.PyQt.QtGui import QColor
from qgis.PyQt.QtXml import QDomDocument

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from gengdi_plugin.core.presets import value_words  # noqa: E402
from gengdi_plugin.core.vocabulary import keys, word  # noqa: E402

STYLES = ROOT / "gengdi_plugin" / "layers" / "styles"
FONTS = ["Noto Sans CJK SC", "Source Han Sans SC", "Microsoft YaHei", "PingFang SC", "WenQuanYi Micro Hei"]
CATEGORIES = QgsMapLayer.Symbology | QgsMapLayer.Labeling
WITH_TIPS = CATEGORIES | QgsMapLayer.MapTips

Rows = list[tuple[str, QgsSymbol, str]]


def fill(
    color: str, outline: str, width: float = 0.2, style: str = "solid", line: str = "solid"
) -> QgsSymbol:
    return QgsFillSymbol.createSimple(
        {
            "color": color, "style": style, "outline_color": outline, "outline_width": str(width),
            "outline_style": line, "joinstyle": "miter",
        }
    )  # fmt: skip


def hatched(color: str, style: str, width: float = 0.5, line: str = "solid") -> QgsSymbol:
    """An outline with its own hatch in the same colour, so that the ground below stays readable."""
    return fill(color, color, width, style, line)


def marker(shape: str, color: str, size: float = 3.0) -> QgsSymbol:
    return QgsMarkerSymbol.createSimple(
        {
            "name": shape, "color": color, "outline_color": "40,40,40", "outline_width": "0.2",
            "size": str(size),
        }
    )  # fmt: skip


def bilingual(group: str, key: str) -> str:
    return f"{word(group, key, 'zh')} {word(group, key, 'en')}"


def escaped(field: str) -> str:
    """An expression that gives the field's text so that it cannot be read as HTML."""
    text = f"coalesce(\"{field}\", '')"
    for sign, told in (("&", "&amp;"), ("<", "&lt;"), (">", "&gt;")):
        text = f"replace({text}, '{sign}', '{told}')"
    return text


def known_value(field: str, group: str, spellings: dict[str, list[str]] | None = None) -> str:
    """An expression that gives the key of ``group`` for every spelling we read."""
    branches = []
    for key in spellings or {key: [] for key in keys(group)}:
        texts = {key, *(spellings or {}).get(key, [])}
        if spellings is None:
            texts |= {word(group, key, "zh"), word(group, key, "en")}
        texts |= {text for text, known in value_words(group).items() if known == key}
        quoted = ", ".join("'" + text.replace("'", "''") + "'" for text in sorted(texts))
        branches.append(f"WHEN trim(to_string(\"{field}\")) IN ({quoted}) THEN '{key}'")
    return f"CASE {' '.join(branches)} ELSE '' END"


def label(
    expression: str, size: float, color: str = "30,30,30", scale: int = 0
) -> QgsVectorLayerSimpleLabeling:
    text = QgsTextFormat()
    font = text.font()
    font.setFamily(FONTS[0])
    text.setFont(font)
    text.setFamilies(FONTS)
    text.setSize(size)
    text.setSizeUnit(QgsUnitTypes.RenderPoints)
    text.setColor(QColor(*map(int, color.split(","))))
    buffer = QgsTextBufferSettings()
    buffer.setEnabled(True)
    buffer.setSize(0.8)
    buffer.setColor(QColor(255, 255, 255))
    text.setBuffer(buffer)
    settings = QgsPalLayerSettings()
    settings.fieldName = expression
    settings.isExpression = True
    settings.setFormat(text)
    settings.placement = QgsPalLayerSettings.Horizontal
    if scale:
        settings.scaleVisibility = True
        settings.minimumScale = scale
    return QgsVectorLayerSimpleLabeling(settings)


def write(
    name: str,
    attribute: str,
    rows: Rows,
    labels: QgsVectorLayerSimpleLabeling | None = None,
    point: bool = False,
    tip: str = "",
) -> None:
    """One QML: categories of ``attribute``; the row with an empty value takes everything else. ``tip``: HTML
    of the map tip."""
    layer = QgsVectorLayer("Point" if point else "Polygon", name, "memory")
    categories = [QgsRendererCategory(value, symbol, text) for value, symbol, text in rows]
    layer.setRenderer(QgsCategorizedSymbolRenderer(attribute, categories))
    if labels is not None:
        layer.setLabeling(labels.clone())
        layer.setLabelsEnabled(True)
    if tip:
        layer.setMapTipTemplate(tip)
    document = QDomDocument()
    message = layer.exportNamedStyle(document, QgsReadWriteContext(), WITH_TIPS if tip else CATEGORIES)
    if message:
        raise SystemExit(f"{name}: {message}")
    (STYLES / f"{name}.qml").write_text(document.toString(1), encoding="utf-8")


# class, colour, Chinese, English. A class of four digits comes before its family of two.
CLASSES = (
    ("0101", "248,208,114", "水田", "Paddy field"),
    ("0102", "248,231,28", "水浇地", "Irrigated land"),
    ("0103", "255,251,177", "旱地", "Dry land"),
    ("01", "250,230,120", "耕地", "Cultivated land"),
    ("02", "222,205,132", "种植园用地", "Garden plots"),
    ("03", "128,184,110", "林地", "Forest"),
    ("04", "191,220,148", "草地", "Grassland"),
    ("05", "240,128,112", "商业服务业用地", "Commercial land"),
    ("06", "196,142,120", "工矿用地", "Industry and mining"),
    ("07", "236,152,152", "住宅用地", "Residential land"),
    ("08", "238,160,190", "公共管理与公共服务用地", "Public facilities"),
    ("09", "178,150,178", "特殊用地", "Special land"),
    ("1006", "205,190,170", "农村道路", "Rural roads"),
    ("10", "190,190,190", "交通运输用地", "Transport"),
    ("1104", "150,205,235", "坑塘水面", "Ponds"),
    ("1107", "120,190,230", "沟渠", "Ditches"),
    ("11", "140,195,240", "水域及水利设施用地", "Water"),
    ("1202", "214,170,110", "设施农用地", "Agricultural facilities"),
    ("12", "220,220,205", "其他土地", "Other land"),
    ("00", "150,210,200", "湿地", "Wetland"),
    ("", "235,235,235", "地类不明", "Class unknown"),
)

# What proves: coloured, solid outline, hatched. What does not: grey, dashed, open.
PROOFS = {
    "conversion": ("200,30,60", "b_diagonal"), "historic": ("150,60,40", "b_diagonal"),
    "supply": ("230,100,20", "b_diagonal"), "registration": ("190,120,0", "b_diagonal"),
    "link_new": ("200,40,140", "f_diagonal"), "advance_use": ("220,80,110", "f_diagonal"),
    "homestead": ("180,80,160", "f_diagonal"), "facility": ("110,120,20", "horizontal"),
    "temporary": ("20,120,200", "horizontal"), "rural_road": ("120,100,80", "horizontal"),
    "consolidation": ("20,140,80", "vertical"), "balance_plan": ("60,150,40", "vertical"),
    "sea_use": ("20,100,160", "dense6"),
}  # fmt: skip

ZONES = {
    "basic_farmland": hatched("0,140,60", "diagonal_x", 0.5),
    "grain_zone": hatched("200,150,0", "horizontal", 0.5),
    "high_standard": hatched("0,150,150", "vertical", 0.5),
    "reclaimed": hatched("150,100,40", "f_diagonal", 0.4),
    "consolidating": hatched("150,100,40", "b_diagonal", 0.4, "dash"),
    "ecological_redline": hatched("190,0,0", "dense7", 0.7),
    "development_boundary": fill("0,0,0,0", "120,0,160", 0.8, "no", "dash dot"),
    "plan": fill("160,130,200,60", "120,90,170", 0.3),
}

# code: fill, outline, legend. Letters are on the map too, for eyes that do not tell red from green.
CODES = {
    "green": ("46,160,67,120", "20,110,40"),
    "yellow": ("255,200,0,140", "170,120,0"),
    "red": ("220,40,40,140", "150,0,0"),
    "blue": ("40,110,220,130", "10,60,150"),
}
LETTERS = " ".join(
    f"WHEN \"code\" = '{code}' THEN '{word('code_letter', code, 'zh')} {word('code_letter', code, 'en')}'"
    for code in CODES
)

#: What a patch says when the mouse rests on it: words of the interface, texts escaped, by the plugin.
PATCH_TIP = "[% gengdi_patch_tip(layer_property(@layer_id, 'source'), \"uid\") %]"
PART_TIP = (
    f"<b>[% {escaped('patch_no')} %]</b> [% {escaped('spatial_code')} %]<br/>"
    '未覆盖 Not covered: [% format_number(coalesce("area_m2", 0), 1) %] m²'
)


def farmland() -> None:
    fours = ", ".join(f"'{code}'" for code, *_ in CLASSES if len(code) == 4)
    own = 'trim(to_string("class_code"))'
    attribute = f"if(left({own}, 4) IN ({fours}), left({own}, 4), left({own}, 2))"
    rows = [
        (code, fill(color, "140,120,80", 0.1), f"{code} {zh} {en}".strip()) for code, color, zh, en in CLASSES
    ]
    write("farmland", attribute, rows, label('"class_code"', 7, scale=5000))


def approval() -> None:
    rows: Rows = []
    for key in keys("approval_type"):
        if key in PROOFS:
            rows.append((key, hatched(*PROOFS[key]), bilingual("approval_type", key)))
        elif key != "violation":
            text = f"{bilingual('approval_type', key)} (不作依据 no proof)"
            rows.append(("" if key == "unknown" else key, hatched("120,120,120", "no", 0.4, "dash"), text))
    write(
        "approval", known_value("approval_type", "approval_type"), rows, label('"doc_no"', 7, "90,0,30", 5000)
    )


def zones() -> None:
    for role, symbol in ZONES.items():
        write(role, "''", [("", symbol, bilingual("role", role))])


def cases() -> None:
    violation = hatched("200,0,0", "diagonal_x", 0.8)
    write(
        "violation",
        "''",
        [("", violation, bilingual("role", "violation"))],
        label('"case_no"', 7, "150,0,0", 10000),
    )
    patch = hatched("230,120,0", "no", 0.7)
    expression = 'concat("patch_no", \'\\n\', "change_type")'
    write(
        "change_patch",
        "''",
        [("", patch, bilingual("role", "change_patch"))],
        label(expression, 8, "150,70,0", 10000),
    )
    border = fill("0,0,0,0", "160,0,120", 0.5, "no", "dash dot")
    write(
        "admin_unit",
        "''",
        [("", border, bilingual("role", "admin_unit"))],
        label('CASE WHEN length("unit_code") >= 12 THEN "unit_name" END', 9, "120,0,90", 100000),
    )
    colors = {"found_lawful": "46,160,67", "found_unchanged": "120,170,120", "found_unlawful": "220,40,40"}
    texts = [(key, color, bilingual("finding", key)) for key, color in colors.items()]
    texts.append(("", "160,160,160", f"{bilingual('role', 'inspection')}: 未定 open"))
    expression = known_value("finding", "finding")
    write(
        "inspection",
        expression,
        [(key, hatched(color, "b_diagonal", 0.6), text) for key, color, text in texts],
    )
    points = [(key, marker("cross_fill", color, 3.4), text) for key, color, text in texts]
    write("inspection_point", expression, points, point=True)


def sources() -> None:
    classes = (
        ("key", "150,20,120", "重点管理 Key management"),
        ("simplified", "190,100,190", "简化管理 Simplified management"),
        ("registration", "215,170,215", "登记管理 Registration only"),
        ("", "170,170,170", "污染源企业 Polluting enterprise"),
    )
    expression = known_value("category", "category", {key: [] for key, *_ in classes if key})
    name = label('"name"', 8, "90,0,80", 25000)
    write(
        "enterprise",
        expression,
        [(key, fill(f"{color},90", color, 0.5), text) for key, color, text in classes],
        name,
    )
    points = [(key, marker("pentagon", color, 3.6), text) for key, color, text in classes]
    write("enterprise_point", expression, points, name, point=True)
    plant = fill("150,20,120,30", "150,20,120", 0.6, "solid", "dash")
    write(
        "permit", "''", [("", plant, bilingual("role", "permit"))], label('"permit_no"', 7, "90,0,80", 10000)
    )
    kinds = (
        ("water", "triangle", "20,110,200", "废水 Waste water"),
        ("air", "diamond", "130,130,130", "废气 Waste gas"),
        ("rain", "triangle", "90,190,220", "雨水 Rain water"),
        ("noise", "square", "220,160,40", "噪声 Noise"),
        ("", "circle", "170,170,170", "排放口 Outlet"),
    )
    expression = known_value("kind", "kind", {key: [] for key, *_ in kinds if key})
    rows = [(key, marker(shape, color), text) for key, shape, color, text in kinds]
    write("outlet_point", expression, rows, label('"outlet_code"', 7, "20,60,120", 10000), point=True)
    text = bilingual("role", "sensitive")
    write(
        "sensitive",
        "''",
        [("", fill("0,150,136,60", "0,110,100", 0.6), text)],
        label('"name"', 8, "0,90,80", 25000),
    )
    star = [("", marker("star", "0,150,136", 4.0), text)]
    write("sensitive_point", "''", star, label('"name"', 8, "0,90,80", 25000), point=True)


def results() -> None:
    rows: Rows = []
    for code, (color, outline) in CODES.items():
        letter = f"{word('code_letter', code, 'zh')} {word('code_letter', code, 'en')}"
        rows.append((code, fill(color, outline, 0.6), f"{letter} · {bilingual('code', code)}"))
    rows.append(("", hatched("130,130,130", "no", 0.5, "dash"), "未筛查 Not screened"))
    # of a whole large county no letter could be read, and placing 100 000 makes the window stand still when
    # a patch is selected; of a whole district they are there
    letters = label(f"CASE {LETTERS} END", 10, "20,20,20", 150000)
    write("result_patches", '"code"', rows, letters, tip=PATCH_TIP)
    remainder = hatched("200,0,150", "b_diagonal", 0.6)
    part = [("", remainder, "未覆盖部分 Remainder (not covered)")]
    write("result_remainders", "''", part, tip=PART_TIP)


def main() -> None:
    application = QgsApplication([], False)
    application.initQgis()
    STYLES.mkdir(exist_ok=True)
    for draw in (farmland, approval, zones, cases, sources, results):
        draw()
    print(f"{len(list(STYLES.glob('*.qml')))} styles in {STYLES.relative_to(ROOT)}")
    application.exitQgis()


if __name__ == "__main__":
    main()
