"""Outputs that cannot lose a row or a field unseen."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from osgeo import gdal

from qgis.core import (
    QgsCoordinateReferenceSystem,
    QgsDataSourceUri,
    QgsFeature,
    QgsFeatureSink,
    QgsFields,
    QgsProcessingAlgorithm,
    QgsProcessingContext,
    QgsProcessingOutputLayerDefinition,
    QgsProcessingUtils,
    QgsProviderRegistry,
    QgsVectorFileWriter,
    QgsVectorLayer,
)

from ..core.errors import InputError
from ..core.i18n import tr


class CheckedSink:
    """A Processing output whose every write is checked and whose rows are counted at the end."""

    def __init__(
        self,
        algorithm: QgsProcessingAlgorithm,
        parameters: dict[str, Any],
        name: str,
        context: QgsProcessingContext,
        fields: QgsFields,
        wkb_type: Any,
        crs: QgsCoordinateReferenceSystem,
    ) -> None:
        self._name, self._context, self.fields = name, context, fields
        self._sink, self.destination = algorithm.parameterAsSink(
            parameters, name, context, fields, wkb_type, crs
        )
        if self._sink is None:
            raise InputError(
                tr("The output {name} cannot be created: check that its folder exists and may be written.")
                .format(name=name)
            )  # fmt: skip
        self.count = 0
        # only what is appended to holds rows before; to open an output just to count none costs time
        self._appended = _appends(parameters.get(name))
        self._before = self._stored() if self._appended else 0

    def add(self, features: list[QgsFeature]) -> None:
        """Write features; an error of the format becomes a sentence."""
        if not self._sink.addFeatures(features, QgsFeatureSink.Flag.FastInsert):
            raise InputError(self._lost(self._sink.lastError()))
        self.count += len(features)

    def close(self) -> str:
        """Finish the file, compare the rows it holds with those written, and return the destination."""
        if not self._sink.flushBuffer():
            raise InputError(self._lost(self._sink.lastError()))
        if hasattr(self._sink, "finalize"):
            self._sink.finalize()
        del self._sink
        stored = self._stored()
        if stored is not None and stored - (self._before or 0) != self.count:
            raise InputError(self._lost(f"{stored} / {self.count}"))
        return str(self.destination)

    def discard(self) -> None:
        """Take away what was made here; a layer that rows were appended to keeps those written."""
        self.__dict__.pop("_sink", None)  # closes the file
        if not self._appended:
            remove_output(str(self.destination), self._context)

    def _stored(self) -> int | None:
        path = Path(self.destination)
        if path.suffix.casefold() == ".xlsx":
            return _spreadsheet_rows(path)
        if path.suffix.casefold() == ".shp" and not path.exists():
            path = path.with_suffix(".dbf")  # all there is of a shapefile without geometry
            return QgsVectorLayer(str(path), "", "ogr").featureCount() if path.exists() else None
        layer = QgsProcessingUtils.mapLayerFromString(
            self.destination, self._context, True, QgsProcessingUtils.LayerHint.Vector
        )
        if not isinstance(layer, QgsVectorLayer):
            return None
        layer.dataProvider().reloadData()
        count = layer.dataProvider().featureCount()
        return None if count < 0 else int(count)

    def _lost(self, why: str) -> str:
        return tr(
            "The output {name} did not take every row ({why}): free disk space, close programs that "
            "hold the file, or choose GeoPackage."
        ).format(name=self._name, why=why)


def _spreadsheet_rows(path: Path) -> int | None:
    """Rows of a spreadsheet under its head; a head above text alone GDAL takes for a row by itself."""
    gdal.SetThreadLocalConfigOption("OGR_XLSX_HEADERS", "FORCE")
    try:
        opened = gdal.OpenEx(str(path), gdal.OF_VECTOR) if path.exists() else None
        return None if opened is None else int(opened.GetLayer(0).GetFeatureCount())
    finally:
        gdal.SetThreadLocalConfigOption("OGR_XLSX_HEADERS", None)


def _appends(value: object) -> bool:
    """Whether an output's value says that rows are added to a layer that is there."""
    return isinstance(value, QgsProcessingOutputLayerDefinition) and bool(value.useRemapping())


def remove_output(destination: str, context: QgsProcessingContext) -> None:
    """Delete an output that is not finished: the file with what belongs to it, the table of a database file,
    or the layer in memory."""
    layer = context.temporaryLayerStore().mapLayer(destination)
    if layer is not None:
        context.temporaryLayerStore().removeMapLayer(layer)
        return
    path = Path(destination)
    if destination.startswith("ogr:"):
        _drop_table(destination)
    elif path.suffix.casefold() == ".shp":
        QgsVectorFileWriter.deleteShapeFile(str(path))
    elif path.is_file():
        for suffix in ("", "-wal", "-shm", "-journal"):
            Path(f"{path}{suffix}").unlink(missing_ok=True)


def _drop_table(destination: str) -> None:
    """Drop the table of an ``ogr:dbname="…" table="…"`` destination."""
    uri = QgsDataSourceUri(destination[len("ogr:") :])
    metadata = QgsProviderRegistry.instance().providerMetadata("ogr")
    connection = metadata.createConnection(uri.database(), {})
    if uri.table() in [table.tableName() for table in connection.tables("")]:
        connection.dropVectorTable("", uri.table())
