"""A layer read in parts, on several threads or one, is bit for bit the layer read in one."""

from __future__ import annotations

import sqlite3
import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from test_reading_ways import ROWS, opened, spatialite, written

from qgis.core import QgsCoordinateReferenceSystem, QgsCoordinateTransformContext, QgsVectorLayer

from gengdi_plugin.core.compact import Coded, CompactTable
from gengdi_plugin.core.errors import Cancelled, InputError
from gengdi_plugin.core.screening.watch import Watch
from gengdi_plugin.layers import rawrows
from gengdi_plugin.layers.helpers import Helpers
from gengdi_plugin.layers.rawrows import Unsuited, cuts
from gengdi_plugin.layers.reading import LayerSource
from gengdi_plugin.layers.together import read_together

MODULES = ("rawrows", "geopackage_rows", "spatialite_rows")
MANY = [(wkt, code, f"{text}{turn}", *rest) for turn in range(40) for wkt, code, text, *rest in ROWS]


def large_parts(monkeypatch: pytest.MonkeyPatch, size: int) -> None:
    for module in MODULES:
        monkeypatch.setattr(f"gengdi_plugin.layers.{module}.PART_BYTES", size)


def geopackage(folder: Path, rows: list = MANY, fields: dict[str, str] | None = None) -> QgsVectorLayer:
    return opened(written(folder / "块.gpkg", "GPKG", rows=rows), fields=fields)


def shapefile(folder: Path) -> QgsVectorLayer:
    return opened(written(folder / "块.shp", "ESRI Shapefile", rows=MANY, layer=["ENCODING=UTF-8"]))


def of_spatialite(folder: Path) -> QgsVectorLayer:
    path = written(folder / "块.sqlite", "SQLite", rows=MANY, name="dltb", source=["SPATIALITE=YES"])
    return spatialite(path)


def with_holes(folder: Path) -> QgsVectorLayer:
    path = written(folder / "块.gpkg", "GPKG", rows=MANY)
    changed(path, "DELETE FROM DLTB WHERE fid < 30 OR fid BETWEEN 60 AND 180 OR fid % 7 = 3")
    return opened(path)


def filtered(folder: Path) -> QgsVectorLayer:
    layer = geopackage(folder)
    assert layer.setSubsetString("\"DLBM\" IN ('0101','0103')")
    return layer


def edited(folder: Path) -> QgsVectorLayer:
    layer = geopackage(folder)
    assert layer.startEditing() and layer.deleteFeature(next(layer.getFeatures()).id())
    return layer


def changed(path: Path, sql: str) -> None:
    connection = sqlite3.connect(path)
    for kind, name in connection.execute(
        "SELECT type, name FROM sqlite_master WHERE type = 'trigger'"
    ).fetchall():
        connection.execute(f'DROP {kind} "{name}"')
    connection.execute(sql)
    connection.commit()
    connection.close()


def same(one: CompactTable, other: CompactTable) -> None:
    """Bit for bit, but for where in the buffer a geometry stands, which pieces decide."""
    assert [*bytes_of(one)] == [*bytes_of(other)]
    for name in ("size", "bounds", "ids", "mended"):
        assert getattr(one, name).tobytes() == getattr(other, name).tobytes(), name
    assert one.notices == other.notices and list(one.columns) == list(other.columns)
    for column, known in zip(one.columns.values(), other.columns.values()):
        if isinstance(column, Coded):
            assert isinstance(known, Coded) and column.words.tolist() == known.words.tolist()
            column, known = column.codes, known.codes
        assert column.dtype == known.dtype and column.tobytes() == known.tobytes()


def bytes_of(table: CompactTable) -> Iterator[bytes]:
    for start, size in zip(table.start.tolist(), table.size.tolist()):
        yield table.data[start : start + size].tobytes()


def source_of(layer: QgsVectorLayer) -> LayerSource:
    return LayerSource(layer, "farmland", QgsCoordinateTransformContext())


def parts_of(source: LayerSource) -> int:
    assert source._fast is not None
    return len(source._fast.parts(source._count))


@pytest.mark.parametrize("made", [geopackage, shapefile, of_spatialite, with_holes, filtered, edited])
def test_parts_make_the_table_that_is_read_in_one(
    qgis_app, tmp_path, monkeypatch, made: Callable[[Path], QgsVectorLayer]
):
    layer = made(tmp_path)
    one = source_of(layer).read_compact()
    assert len(one) == len(list(layer.getFeatures()))
    large_parts(monkeypatch, 8000)
    sources = [source_of(layer), source_of(layer)]
    if made is edited:
        assert sources[0]._fast is None
    else:
        assert (parts_of(sources[0]) > 5) == (made is not filtered)
    alone = sources[0].read_compact()
    for threads in (1, 2, 5):
        told: list[float] = []
        for table in read_together(sources, Watch(told.append), threads):
            same(table, one)
            assert table.data.tobytes() == alone.data.tobytes()
        assert told == sorted(told) and told[-1] == 1.0
    assert not any(source.iterated_because for source in sources)


def test_a_doubtful_value_in_one_part_leaves_the_whole_layer_to_qgis(qgis_app, tmp_path, monkeypatch):
    path = written(tmp_path / "块.gpkg", "GPKG", rows=MANY)
    changed(path, "UPDATE DLTB SET TBMJ = 'viel' WHERE fid = 200")
    source = source_of(opened(path))
    large_parts(monkeypatch, 8000)
    assert parts_of(source) > 5
    (table,) = read_together([source], Watch(), 2)
    assert "another type" in source.iterated_because
    same(table, source.read_iterated())


def test_what_is_written_while_parts_are_read_leaves_the_layer_to_qgis(qgis_app, tmp_path, monkeypatch):
    layer = geopackage(tmp_path)
    source = source_of(layer)
    large_parts(monkeypatch, 8000)
    real = LayerSource._compact
    path, written_now = tmp_path / "块.gpkg", []

    def meanwhile(self, parts, feedback):
        table = real(self, parts, feedback)
        if not written_now:
            written_now.append(changed(path, "DELETE FROM DLTB WHERE fid = 1"))
        return table

    monkeypatch.setattr(LayerSource, "_compact", meanwhile)
    (table,) = read_together([source], Watch(), 2)
    assert source.iterated_because and len(table) == len(MANY) - 1


@pytest.mark.parametrize("crs", ["EPSG:4549", "EPSG:4528"])
def test_a_zone_number_in_one_part_is_taken_off_or_kept_as_in_one(qgis_app, tmp_path, monkeypatch, crs):
    """Pieces that need nothing of the rest move at once, the others when all is known."""
    layer = geopackage(tmp_path)
    layer.startEditing()
    for feature in list(layer.getFeatures())[150:157]:
        shape = feature.geometry()
        if not shape.isNull():
            shape.translate(39e6 if crs == "EPSG:4549" else 40e6, 0)
            layer.changeGeometry(feature.id(), shape)
    assert layer.commitChanges()
    layer.setCrs(QgsCoordinateReferenceSystem(crs))
    outcomes = []
    for size in (1 << 40, 8000):
        large_parts(monkeypatch, size)
        try:
            outcomes.append(read_together([source_of(layer)], Watch(), 2)[0])
        except InputError as refused:
            outcomes.append(str(refused))
    one, other = outcomes
    if isinstance(one, str):
        assert one == other
    else:
        assert one.notices
        same(other, one)


def test_cancel_ends_all_parts_and_closes_their_files(qgis_app, tmp_path, monkeypatch):
    source = source_of(geopackage(tmp_path))
    source.read_compact()  # QGIS keeps the connection it is asked by
    large_parts(monkeypatch, 8000)
    slow, told = source._placed, []

    def slowly(*given):
        for found in slow(*given):
            time.sleep(0.05)
            yield found

    monkeypatch.setattr(source, "_placed", slowly)
    before = len(list(open_files(tmp_path)))
    with pytest.raises(Cancelled):
        read_together([source], Watch(told.append, lambda: len(told) > 2), 3)
    assert not [one for one in threading.enumerate() if one.name.startswith("gengdi-reading")]
    assert len(list(open_files(tmp_path))) == before


def open_files(folder: Path) -> Iterator[str]:
    for one in Path("/proc/self/fd").iterdir():
        try:
            target = str(one.readlink())
        except OSError:
            continue
        if target.startswith(str(folder)):
            yield target


@settings(max_examples=60, deadline=None)
@given(st.lists(st.integers(0, 5), max_size=30), st.integers(1, 6), st.integers(1, 3))
def test_helpers_give_everything_in_order(sizes, threads, askers):
    def work(size: int) -> Iterator[tuple[int, int]]:
        for number in range(size):
            yield size, number

    wanted = [found for size in sizes for found in work(size)]
    with ThreadPoolExecutor(threads) as pool:
        helpers = Helpers(pool, threads)
        asked = [pool.submit(lambda: list(helpers.each(work, sizes))) for _ in range(askers)]
        assert [one.result() for one in asked] == [wanted] * askers


@pytest.mark.parametrize("threads", [1, 2, 4])
def test_an_error_of_a_part_is_told_when_no_part_is_under_way(threads):
    under_way: set[int] = set()

    def work(number: int) -> Iterator[int]:
        under_way.add(number)
        try:
            time.sleep(0.01)
            if number == 5:
                raise Unsuited("five")
            yield number
        finally:
            under_way.discard(number)

    found: list[int] = []
    with ThreadPoolExecutor(threads) as pool:

        def ask() -> None:
            try:
                found.extend(Helpers(pool, threads).each(work, range(12)))
            finally:
                assert not under_way

        with pytest.raises(Unsuited):
            pool.submit(ask).result()
    assert found == [0, 1, 2, 3, 4]


@given(st.integers(-(10**12), 10**12), st.integers(1, 10**7), st.integers(0, 10**7), st.integers(1, 1 << 34))
def test_cuts_make_near_equal_parts(first, span, count, size):
    found = cuts(first, first + span - 1, count, size)
    edges = [first, *found, first + span]
    widths = np.diff(edges)
    assert (widths > 0).all() and widths.max() - widths.min() <= 1
    if found:
        assert span <= 4 * count
        assert size / count * widths.max() < 2 * rawrows.PART_BYTES + size / count
