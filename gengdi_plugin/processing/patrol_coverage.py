"""``gengdi:patrolcoverage``: farmland that lies in no village patrol unit, or in several."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from qgis.core import (
    QgsCoordinateReferenceSystem,
    QgsFields,
    QgsGeometry,
    QgsProcessing,
    QgsProcessingContext,
    QgsProcessingFeedback,
    QgsProcessingOutputNumber,
    QgsProcessingParameterFeatureSink,
    QgsProcessingParameterNumber,
    QgsProcessingParameterVectorLayer,
    QgsWkbTypes,
)

from ..core.errors import Cancelled, InputError
from ..core.i18n import tr
from ..layers.compat import REAL, TEXT, enum_number, make_field
from ..layers.degrees import lon_lat, out_of_degrees, shape_of
from .algorithm import GengdiAlgorithm, Parameters
from .sinks import CheckedSink

if TYPE_CHECKING:
    from ..core.patrol_cover import Cover, Piece
    from ..core.table import FeatureTable

_BATCH = 500


class PatrolCoverageAlgorithm(GengdiAlgorithm):
    """Gaps and overlaps of village patrol units over farmland."""

    ID = "patrolcoverage"
    ICON = "patrol"
    TAGS = ("patrol", "coverage", "gap", "overlap", "巡查", "责任区", "空白", "重叠", "田长")
    HELP_PAGE = "algorithms"

    def displayName(self) -> str:
        return tr("Patrol coverage of farmland")

    def shortHelpString(self) -> str:
        return tr(
            "Looks whether every piece of cultivated land (class 01) lies in exactly one village patrol "
            "unit (unit codes of 12 digits). GAPS are the pieces in no village unit, OVERLAPS those in two, "
            "pair by pair, each with its ellipsoidal area and the codes. Pieces under SMALLEST m² or "
            "narrower than 0.1 m are the width of a drawn line and left out.\n\n"
            "Outputs are in the reference system of the farmland layer; in totals ground counts once, "
            "however many units lie over it."
        )

    def initAlgorithm(self, configuration: Parameters | None = None) -> None:
        polygon = QgsProcessing.SourceType.TypeVectorPolygon
        for parameter in (
            QgsProcessingParameterVectorLayer("UNITS", tr("Patrol units (villages)"), [polygon]),
            QgsProcessingParameterVectorLayer("FARMLAND", tr("Land-class parcels"), [polygon]),
            QgsProcessingParameterNumber(
                "SMALLEST",
                tr("Smallest piece (m²)"),
                QgsProcessingParameterNumber.Type.Double,
                defaultValue=1.0,
                minValue=0.01,
            ),
            QgsProcessingParameterFeatureSink("GAPS", tr("Farmland in no patrol unit"), polygon),
            QgsProcessingParameterFeatureSink("OVERLAPS", tr("Farmland in several patrol units"), polygon),
        ):
            self.addParameter(parameter)
        for name, text in (
            ("FARMLAND_M2", tr("Farmland looked at (m²)")),
            ("GAP_M2", tr("In no patrol unit (m²)")),
            ("OVERLAP_M2", tr("In several patrol units (m²)")),
        ):
            self.addOutput(QgsProcessingOutputNumber(name, text))

    def prepare(
        self, parameters: Parameters, context: QgsProcessingContext, feedback: QgsProcessingFeedback
    ) -> None:
        from ..layers.reading import LayerSource

        layers = {
            name: self.parameterAsVectorLayer(parameters, name, context) for name in ("UNITS", "FARMLAND")
        }
        transforms = context.transformContext()
        self._units = LayerSource(layers["UNITS"], "admin_unit", transforms)
        self._farmland = LayerSource(layers["FARMLAND"], "farmland", transforms)
        self._smallest = self.parameterAsDouble(parameters, "SMALLEST", context)

    def run_algorithm(
        self, parameters: Parameters, context: QgsProcessingContext, feedback: QgsProcessingFeedback
    ) -> Parameters:
        from ..core.patrol_cover import farmland_only, patrol_cover, village_units
        from ..core.rules import load_rules
        from ..core.screening.watch import Watch
        from ..core.stopping import stoppable

        with stoppable(feedback.isCanceled):
            feedback.setProgressText(tr("Reading layers"))
            units = village_units(self._units.read(None))
            farmland = farmland_only(self._farmland.read(None), load_rules().is_cultivated)
            _require(units, farmland, self._units.name, self._farmland.name)
            feedback.setProgress(10)
            feedback.setProgressText(tr("Looking at farmland"))
            watch = Watch(lambda done: feedback.setProgress(10 + 80 * done), feedback.isCanceled)
            cover = patrol_cover(units, farmland, watch, self._smallest)
        for line in cover.log:
            feedback.pushWarning(line)
        results = {
            name: self._write(parameters, context, feedback, name, pieces, farmland)
            for name, pieces in (("GAPS", cover.gaps), ("OVERLAPS", cover.overlaps))
        }
        feedback.pushInfo(_told(cover))
        feedback.setProgress(100)
        return {
            **results,
            "FARMLAND_M2": cover.farmland_m2,
            "GAP_M2": cover.gap_m2,
            "OVERLAP_M2": cover.overlap_m2,
        }

    def _write(
        self,
        parameters: Parameters,
        context: QgsProcessingContext,
        feedback: QgsProcessingFeedback,
        name: str,
        pieces: Iterable[Piece],
        farmland: FeatureTable,
    ) -> str:
        from .screening_fields import feature_of

        fields = QgsFields()
        for field, kind in (
            ("feature_id", TEXT), ("parcel_no", TEXT), ("parcel_unit", TEXT), ("unit_codes", TEXT),
            ("area_m2", REAL),
        ):  # fmt: skip
            fields.append(make_field(field, kind))
        crs = self._farmland.crs
        sink = CheckedSink(self, parameters, name, context, fields, QgsWkbTypes.Type.Polygon, crs)
        place = _placer(crs, context)
        numbers, own_units = farmland.column("parcel_no"), farmland.column("unit_code")
        batch = []
        for piece in pieces:
            row = piece.parcel
            values: list[Any] = [
                farmland.ids[row], numbers[row], own_units[row], ",".join(piece.units), piece.area_m2,
            ]  # fmt: skip
            batch.append(feature_of(fields, values, place(piece.geometry)))
            if len(batch) == _BATCH:
                if feedback.isCanceled():
                    raise Cancelled(tr("Cancelled."))
                sink.add(batch)
                batch = []
        sink.add(batch)
        return sink.close()


def _require(units: FeatureTable, farmland: FeatureTable, unit_layer: str, farmland_layer: str) -> None:
    if not len(units):
        raise InputError(
            tr(
                "Layer “{layer}” has no village unit: the field of unit codes must hold codes of 12 digits."
            ).format(layer=unit_layer)
        )
    if not len(farmland):
        raise InputError(
            tr("Layer “{layer}” has no cultivated land: its class codes must begin with 01.").format(
                layer=farmland_layer
            )
        )


def _placer(crs: QgsCoordinateReferenceSystem, context: QgsProcessingContext) -> Any:
    """What puts an EPSG:4490 polygon into ``crs``."""
    from ..core.kernel import shapely

    transform, same = out_of_degrees(crs, context.transformContext()), crs == lon_lat()

    def place(shape: object) -> QgsGeometry:
        out = shape_of(shapely.to_wkb(shape))
        if not same and enum_number(out.transform(transform)) != 0:
            raise InputError(
                tr("The farmland cannot be put into {crs}: check the layer's reference system.").format(
                    crs=crs.authid()
                )
            )
        return out

    return place


def _told(cover: Cover) -> str:
    if not cover.gaps and not cover.overlaps:
        return tr("Every piece of farmland lies in exactly one village patrol unit.")
    return tr(
        "{gaps} piece(s) of farmland in no village patrol unit ({gap_m2} m²), {overlaps} in several "
        "({overlap_m2} m²)."
    ).format(
        gaps=len(cover.gaps),
        gap_m2=f"{cover.gap_m2:,.0f}",
        overlaps=len(cover.overlaps),
        overlap_m2=f"{cover.overlap_m2:,.0f}",
    )
