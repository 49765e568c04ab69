"""The maps of a patch sheet, drawn from the workspace's own geometry and, where given, an image pair."""

from __future__ import annotations

from collections.abc import Iterable

from qgis.core import (
    QgsCoordinateReferenceSystem,
    QgsFeature,
    QgsFillSymbol,
    QgsGeometry,
    QgsLineSymbol,
    QgsMapLayer,
    QgsMarkerSymbol,
    QgsPointXY,
    QgsProject,
    QgsRectangle,
    QgsSingleSymbolRenderer,
    QgsVectorLayer,
)

from ..core.dimensions import PartDimensions, dimensions
from ..core.kernel import shapely
from ..exchange.cells import measured
from ..exchange.code_colours import colour_of
from ..exchange.sheet_data import Sheet
from .degrees import into_degrees, out_of_degrees, shape_of
from .imagery import NO_IMAGES, ImagePair
from .sheet_symbols import by_code, dimensioned, fill, hatched, label, marker, outline

#: Printed scales, the smallest that shows the whole patch is taken.
_SCALES = (250, 500, 1000, 2000, 2500, 5000, 10000, 25000, 50000, 100000, 250000)
#: The patch fills at most this part of the frame: the ground around it tells where it is.
_FILL = 0.62
#: Sides of the remainder that are at least this part of the frame's width are dimensioned.
_SIDE_SHARE = 0.075


class SheetMap:
    """Memory layers in a project of their own; :meth:`show` puts one patch on them."""

    def __init__(self, project: QgsProject, lon: float, images: ImagePair = NO_IMAGES) -> None:
        self.crs = _local_crs(lon)
        project.setCrs(self.crs)
        self._transform = out_of_degrees(self.crs, project.transformContext())
        self._project = project
        self._patch = self._layer("Polygon", "本图斑", "code:string(10)&field=letter:string(4)")
        self._remainder = self._layer("Polygon", "未覆盖部分")
        self._counting = self._layer("Polygon", "计入的手续范围", "number:string(4)")
        self._refused = self._layer("Polygon", "不计的手续范围", "number:string(4)")
        self._basic = self._layer("Polygon", "永久基本农田（图斑内）")
        self._cultivated = self._layer("Polygon", "耕地（图斑内）")
        self._others = self._layer("Polygon", "其他图斑", "code:string(10)")
        self._units = self._layer("Polygon", "行政区界", "name:string(60)")
        self._places = self._layer("Point", "全部图斑", "code:string(10)")
        self._here = self._layer("Point", "本图斑位置")
        self._sides = self._layer("LineString", "未覆盖部分边长", "text:string(20)")
        self._sizes = self._layer("Point", "未覆盖部分面积", "text:string(80)")
        self._style()
        #: Drawing order, topmost first.
        self.layers = [
            self._sizes, self._sides, self._patch, self._remainder, self._counting, self._refused,
            self._basic, self._cultivated, self._others, self._units,
        ]  # fmt: skip
        self.overview_layers = [self._here, self._places, self._units]
        #: What the legend explains.
        self.legend_layers = self.layers[2:-1]
        #: The maps before and after: the image below the patch, where there is one.
        self.before_layers = self._over(images.before)
        self.after_layers = self._over(images.after)

    def show_district(
        self, places: Iterable[tuple[str, float, float]], units: Iterable[tuple[str, str, bytes]]
    ) -> None:
        """What every sheet's location map shows: all patches and the administrative units."""
        points = ((f"POINT({lon!r} {lat!r})", code) for code, lon, lat in places)
        self._fill(self._places, [(QgsGeometry.fromWkt(wkt), [code]) for wkt, code in points])
        villages = [(shape_of(wkb), [name]) for code, name, wkb in units if len(code) >= 12]
        self._fill(self._units, villages)

    def _over(self, image: QgsMapLayer | None) -> list[QgsMapLayer]:
        """What a map before or after the change shows: over an image the patch alone, that the ground is
        seen; without one the approvals and parcels, as the main map does."""
        return list(self.layers[2:]) if image is None else [self._patch, self._units, image]

    def show(
        self, sheet: Sheet, others: Iterable[tuple[str, bytes]], frame: QgsRectangle | None = None
    ) -> None:
        """Put the patch of ``sheet`` and its neighbours on the layers; ``frame``, the extent of the main map,
        decides which sides of the remainder are long enough to be dimensioned."""
        colour = colour_of(sheet.code)
        patch = [shape_of(sheet.patch)] if sheet.patch else []
        self._fill(self._patch, [(shape, [sheet.code, sheet.texts["code_letter"]]) for shape in patch])
        self._patch.setRenderer(QgsSingleSymbolRenderer(outline(colour.fill)))
        self._fill(self._here, [(shape.centroid(), []) for shape in patch])
        self._fill(self._remainder, [(shape_of(wkb), []) for wkb in sheet.remainders])
        for layer, counts in ((self._counting, True), (self._refused, False)):
            shown = [line for line in sheet.evidence if line.counts is counts and line.wkb]
            self._fill(layer, [(shape_of(line.wkb), [line.texts[0]]) for line in shown if line.wkb])
        for layer, kind in ((self._basic, "basic_farmland"), (self._cultivated, "cultivated")):
            self._fill(layer, [(shape_of(wkb), []) for name, wkb in sheet.ground if name == kind])
        self._fill(self._others, [(shape_of(wkb), [code]) for code, wkb in others])
        self._dimension(sheet, 0.0 if frame is None else frame.width() * _SIDE_SHARE)

    def _dimension(self, sheet: Sheet, smallest_m: float) -> None:
        """Lengths along the sides of the remainder, size and area inside each part, in metres."""
        parts = [part for wkb in sheet.remainders for part in dimensions(shapely.from_wkb(wkb), smallest_m)]
        parts.sort(key=lambda part: -part.area_m2)
        sides = [
            (QgsGeometry.fromPolylineXY([QgsPointXY(*side.start), QgsPointXY(*side.end)]), side.length_m)
            for part in parts
            for side in part.sides
        ]
        self._fill(self._sides, [(shape, [f"{length:.1f}"]) for shape, length in sides])
        several = len(sheet.remainders) > 1
        self._fill(
            self._sizes,
            [
                (QgsGeometry.fromPointXY(QgsPointXY(*part.inside)), [_size_text(part, place, several)])
                for place, part in enumerate(parts, start=1)
            ],
        )

    def frame(self, sheet: Sheet, width_mm: float, height_mm: float) -> tuple[QgsRectangle, int]:
        """Extent and scale number of the main map for a frame of that size on paper."""
        if sheet.patch is None:
            return QgsRectangle(0, 0, width_mm, height_mm), 0
        box = self._moved(shape_of(sheet.patch)).boundingBox()
        needed = max(box.width() / width_mm, box.height() / height_mm) * 1000 / _FILL
        scale = next((scale for scale in _SCALES if scale >= needed), round(needed))
        half_width, half_height = width_mm * scale / 2000, height_mm * scale / 2000
        middle = box.center()
        return (
            QgsRectangle(
                middle.x() - half_width, middle.y() - half_height,
                middle.x() + half_width, middle.y() + half_height,
            ),
            scale,
        )  # fmt: skip

    def district(self, width_mm: float, height_mm: float) -> QgsRectangle:
        """Extent of the location map: all units, else all patches, in the frame's proportions."""
        layer = self._units if self._units.featureCount() else self._places
        box = QgsRectangle(layer.extent())
        box.grow(max(box.width(), box.height(), 100.0) * 0.04)
        centre, ratio = box.center(), width_mm / height_mm
        width = max(box.width(), box.height() * ratio)
        height = width / ratio
        return QgsRectangle(
            centre.x() - width / 2, centre.y() - height / 2, centre.x() + width / 2, centre.y() + height / 2
        )

    def lonlat(self, frame: QgsRectangle) -> tuple[float, float, float, float]:
        """``frame`` as west, south, east, north in EPSG:4490."""
        back = into_degrees(self.crs, self._project.transformContext()).transformBoundingBox(frame)
        return back.xMinimum(), back.yMinimum(), back.xMaximum(), back.yMaximum()

    def _layer(self, kind: str, name: str, fields: str = "") -> QgsVectorLayer:
        layer = QgsVectorLayer(f"{kind}?field={fields}" if fields else kind, name, "memory")
        layer.setCrs(self.crs)
        self._project.addMapLayer(layer)
        return layer

    def _fill(self, layer: QgsVectorLayer, rows: Iterable[tuple[QgsGeometry, list[str]]]) -> None:
        provider = layer.dataProvider()
        provider.truncate()
        features = []
        for shape, values in rows:
            feature = QgsFeature(layer.fields())
            feature.setGeometry(self._moved(shape))
            feature.setAttributes(values)
            features.append(feature)
        provider.addFeatures(features)
        layer.updateExtents()

    def _moved(self, shape: QgsGeometry) -> QgsGeometry:
        moved = QgsGeometry(shape)
        moved.transform(self._transform)
        return moved

    def _style(self) -> None:
        simple = QgsFillSymbol.createSimple
        for layer, symbol in (
            (self._remainder, hatched("#b3261e", 45, 2.0, "#b3261e", 0.35)),
            (self._counting, simple(fill("46,125,209,120", "#1f5fa8", "0.5"))),
            (self._refused, simple(fill("120,120,120,40", "#666666", "0.4", "dash"))),
            (self._basic, hatched("#2e7d32", 135, 3.4, "#2e7d32", 0.15)),
            # 0101 of the national survey's symbology
            (self._cultivated, simple(fill("248,208,114,150", "248,208,114,200", "0.1"))),
            (self._units, simple(fill("0,0,0,0", "#8a8a8a", "0.2", "dash dot"))),
            (self._here, QgsMarkerSymbol.createSimple(marker("255,255,255,0", "#000000", "4.5", "0.6"))),
        ):
            layer.setRenderer(QgsSingleSymbolRenderer(symbol))
        for layer, point in ((self._others, False), (self._places, True)):
            layer.setRenderer(by_code(point))
        self._sides.setRenderer(QgsSingleSymbolRenderer(QgsLineSymbol.createSimple({"color": "0,0,0,0"})))
        self._sizes.setRenderer(QgsSingleSymbolRenderer(QgsMarkerSymbol.createSimple({"size": "0"})))
        dimensioned(self._sides, "text", 7, "#8f1512")
        label(self._sizes, "text", 7.5, "#8f1512", over=True)
        label(self._counting, "number", 8, "#1f5fa8")
        label(self._refused, "number", 8, "#555555")


def _size_text(part: PartDimensions, place: int, several: bool) -> str:
    number = f"{place}：" if several else ""
    area, mu = measured("area", part.area_m2), measured("mu", part.area_m2)
    return f"{number}{area:,.1f}㎡（{mu:,.2f}亩）\n{part.length_m:.1f}×{part.width_m:.1f} m"


def _local_crs(lon: float) -> QgsCoordinateReferenceSystem:
    """CGCS2000 / 3-degree Gauss-Krüger of the nearest meridian in China, an equal-area system elsewhere."""
    meridian = round(lon / 3) * 3
    if 75 <= meridian <= 135:
        return QgsCoordinateReferenceSystem(f"EPSG:{4534 + (meridian - 75) // 3}")
    return QgsCoordinateReferenceSystem.fromProj(f"+proj=laea +lat_0=0 +lon_0={lon} +ellps=GRS80 +units=m")
