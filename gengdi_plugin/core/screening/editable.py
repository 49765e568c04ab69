"""A session that follows edits: of every layer, of the patches too, and ids that change on saving."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

import numpy as np

from ..geometry import IntArray
from ..kernel import shapely
from ..plane import Plane
from ..rules import RuleSet
from ..table import Array, FeatureTable, ObjectArray
from .approvals import ApprovalFacts
from .changes import INPUT_OF, ROLE_OF
from .inputs import ScreeningInputs, dates, stack
from .layer import Bounds, PreparedLayer, plane_polygons
from .measure import prepared
from .patch_index import PatchIndex
from .places import patch_uids
from .prepare import PreparedPatches, prepare_patches, rows_near, search_bounds, tables_of
from .session import ScreeningSession
from .surroundings import Surroundings
from .watch import Watch

PATCHES = "change_patch"

#: With more changed patches than this beside it, the tree of patches is built anew.
_MOST_BESIDE = 500


class EditableSession(ScreeningSession):
    """A :class:`ScreeningSession` in which patches change too.

    A patch keeps its row for ever: one that is deleted has no shape and is left out of whole screenings, a
    new one comes behind all. ``uids`` follow a patch's number and geometry, as a fresh screening would give
    them; a patch whose uid changes is given a new spatial code, because the old one stays with the old.
    """

    def __init__(
        self,
        inputs: ScreeningInputs,
        rules: RuleSet,
        *,
        given_codes: Mapping[str, str] | None = None,
        plane: Plane | None = None,
        threads: int | None = None,
        watch: Watch | None = None,
    ) -> None:
        super().__init__(
            inputs, rules, given_codes=given_codes, plane=plane, threads=threads, watch=watch, only_near=True
        )
        near, self._near = self._near or {}, None
        tables = tables_of(inputs)
        #: input -> what is not prepared of its tables, because no patch has come near it yet
        self._around = {
            name: [Surroundings(table, there) for table, there in zip(tables[name], rows)]
            for name, rows in near.items()
        }
        self._row_of = {identifier: row for row, identifier in enumerate(inputs.patches.ids)}
        self._gone: set[int] = set()
        self._searched = self._bounds_of(self._prepared.patches)
        self._index: PatchIndex | None = None

    @property
    def inputs(self) -> ScreeningInputs:
        """The inputs as they are now, with every change."""
        [(_, patches)] = self._changes.layers(ScreeningInputs(self._given.patches))
        return replace(self._changes.applied(self._given), patches=patches)

    def is_gone(self, row: int) -> bool:
        """Whether the patch was deleted."""
        return row in self._gone

    def get_ready(self) -> None:
        """Build what the first change would wait for."""
        self._patch_tree()
        if len(self):
            self.screen(np.array([0]))

    def there(self) -> IntArray:
        """The rows of the patches that were not deleted."""
        return np.setdiff1d(np.arange(len(self)), list(self._gone)) if self._gone else super().there()

    def change(
        self,
        layer: str,
        feature_id: str,
        geometry: object,
        attributes: Mapping[str, object] | None = None,
        role: str | None = None,
    ) -> IntArray:
        """As :meth:`ScreeningSession.change`; with ``role`` ``change_patch`` a patch, whose row is returned
        (``layer`` is then the patches' whatever it says)."""
        if role != PATCHES:
            return super().change(layer, feature_id, geometry, attributes, role)
        row = self._row_of.get(feature_id)
        if geometry is None and (row is None or row in self._gone):
            return np.empty(0, dtype=np.int64)
        one = self._changes.put(PATCHES, self._given.patches, feature_id, geometry, attributes)
        return np.array([self._put_patch(row, feature_id, one)], dtype=np.int64)

    def replace_layer(self, role: str, table: FeatureTable | None, name: str | None = None) -> IntArray:
        """As :meth:`ScreeningSession.replace_layer`."""
        self._around.pop(INPUT_OF.get(role, role), None)
        return super().replace_layer(role, table, name)

    def rename(self, layer: str, old: str, new: str, role: str) -> None:
        """The feature ``old`` of a layer is called ``new`` from now on: nothing else changed."""
        if role == PATCHES:
            if old in self._row_of:
                row = self._row_of.pop(old)
                self._row_of[new] = row
                self._prepared.patches.table.ids[row] = new
        else:
            kept = self._prepared.layers.get(INPUT_OF.get(role, role))
            index = None if kept is None else kept.find(layer, old)
            if kept is not None and index is not None:
                kept.ids[index] = new
        ids: ObjectArray = np.array([new], dtype=object)
        for (known, name), rows in self._changes.rows.items():
            if known == role and old in rows and (role == PATCHES or name == layer):
                rows[new] = replace(rows.pop(old), ids=ids)
        for known, table in self._given.layers():
            if known == role and (role == PATCHES or table.name == layer):
                table.ids[table.ids == old] = new

    def _put_patch(self, row: int | None, feature_id: str, one: FeatureTable) -> int:
        now = self._prepared
        measured, _ = prepare_patches(one, self.plane, self._log)
        new = row is None
        if row is None:
            row = self._row_of[feature_id] = len(now.patches.table)
        patches = _with_patch(now.patches, row, measured)
        facts = None if now.facts is None else _with_facts(now.facts, row, one)
        self._prepared = replace(now, patches=patches, facts=facts)
        self._gone.discard(row)
        if one.geometry[0] is None:
            self._gone.add(row)
        self._name_patch(row, one, new)
        self._note_in_index(row)
        if not _within(self._bounds_of(measured), self._searched):
            self._search_further()
        if measured.shapes[0] is not None:
            self._bring_near(measured.lonlat)
        return row

    def _name_patch(self, row: int, one: FeatureTable, new: bool) -> None:
        """Its uid as a fresh screening would give it: exact repeats of one patch are told apart."""
        others = np.delete(self.uids, row) if not new else self.uids
        copies = 1
        while (uid := str(patch_uids(stack([one] * copies))[-1])) in others:
            copies += 1
        before = None if new else self.uids[row]
        self.uids = _put(self.uids, row, np.array([uid], dtype=object))
        if uid != before:
            self._codes.move(row, self._prepared.patches.lonlat, self.uids)

    def _search_further(self) -> None:
        """A patch lies where no source was taken along: take them all in again."""
        now, tables = self._prepared, tables_of(self.inputs).get("sources")
        self._searched = self._bounds_of(now.patches)
        if tables:
            layers = {**now.layers, "sources": super()._layer_of("sources", tables)}
            self._prepared = prepared(now.patches, self.plane, layers, self.rules)

    def _bring_near(self, lonlat: ObjectArray) -> None:
        """Prepare the features that come near a patch for the first time."""
        for name, tables in self._around.items():
            for around in tables:
                rows = around.come_near(lonlat)
                if len(rows):
                    self._add(name, around.table.take(rows))

    def _add(self, name: str, some: FeatureTable) -> None:
        """Put features as they were read into a prepared layer, but for those that were changed since."""
        changed = self._changes.rows.get((ROLE_OF.get(name, name), some.name), {})
        if changed:
            some = some.take(np.array([one not in changed for one in some.ids], dtype=bool))
        layer = self._prepared.layers[name]
        ready, shapes = plane_polygons(some, self.plane, self._log, 1, Watch())
        for at, shape in enumerate(shapes):
            index, _ = layer.put(None, shape, some.name, ready.take(np.array([at])))
            self._follow(name, index)

    def _layer_of(self, key: str, tables: list[FeatureTable]) -> PreparedLayer:
        if key == "sources":
            return super()._layer_of(key, tables)
        patches, log = self._prepared.patches, self._log
        near = rows_near(tables, patches, search_bounds(patches, key, self.rules), log)
        self._around[key] = [Surroundings(table, rows) for table, rows in zip(tables, near)]
        return super()._layer_of(key, [table.take(rows) for table, rows in zip(tables, near)])

    def _bounds_of(self, patches: PreparedPatches) -> Bounds:
        return search_bounds(patches, "approvals", self.rules)

    def _note_in_index(self, row: int) -> None:
        if self._index is None:
            return
        self._index.shapes = self._prepared.patches.shapes
        self._index.beside = sorted({*self._index.beside, row})
        if len(self._index.beside) > _MOST_BESIDE:
            self._index = None

    def _patch_tree(self) -> PatchIndex:
        if self._index is None:
            shapes = self._prepared.patches.shapes
            tree = shapely.STRtree(shapes)
            tree.query(shapely.box(0, 0, 0, 0))  # an older GEOS builds it at the first question
            self._index = PatchIndex(tree, shapes)
        return self._index


def _with_patch(all_: PreparedPatches, row: int, one: PreparedPatches) -> PreparedPatches:
    """``all_`` with the only patch of ``one`` at ``row``, or behind all."""
    if row == len(all_.table):
        table = stack([all_.table, one.table])
    else:
        columns: dict[str, Array] = {
            name: _put(values, row, one.table.column(name)) for name, values in all_.table.columns.items()
        }
        geometry = _put(all_.table.geometry, row, one.table.geometry)
        table = FeatureTable(geometry, columns, all_.table.ids)
    return PreparedPatches(
        replace(table, name=all_.table.name, notices=all_.table.notices),
        _put(all_.lonlat, row, one.lonlat),
        _put(all_.repaired, row, one.repaired),
        _put(all_.shapes, row, one.shapes),
        _put(all_.area_m2, row, one.area_m2),
        _put(all_.scale, row, one.scale),
    )


def _put(values: Array, row: int, value: Array) -> Array:
    """``values`` with ``value[0]`` at ``row``, or behind all; a copy, as others may hold the array."""
    if row == len(values):
        return np.concatenate([values, value])
    out = values.copy()
    out[row] = value[0]
    return out


def _with_facts(facts: ApprovalFacts, row: int, one: FeatureTable) -> ApprovalFacts:
    return replace(
        facts,
        before=_put(facts.before, row, dates(one, PATCHES, "before_on")),
        after=_put(facts.after, row, dates(one, PATCHES, "after_on")),
        change=_put(facts.change, row, one.column("change_type")),
    )


def _within(inner: Bounds, outer: Bounds) -> bool:
    return inner == (-180.0, -90.0, 180.0, 90.0) or (
        inner[0] >= outer[0] and inner[1] >= outer[1] and inner[2] <= outer[2] and inner[3] <= outer[3]
    )
