"""A screening whose inputs are prepared once and kept: all patches or some, again after each change."""

from __future__ import annotations

from collections.abc import Mapping
from copy import copy
from dataclasses import replace
from datetime import datetime
from functools import partial

import numpy as np

from ..geometry import IntArray
from ..kernel import shapely
from ..plane import Plane
from ..rules import RuleSet
from ..rules_units import PatchRules, rules_of_patches
from ..table import FeatureTable, ObjectArray
from .approvals import approval_facts
from .assemble import Job, assemble
from .by_unit import Work, recheck_all, works
from .changes import INPUT_OF, Changes, put_into, reached, set_at
from .codebook import CodeBook
from .descriptions import Descriptions
from .inputs import ScreeningInputs, dates
from .layer import PreparedLayer, prepare_layer
from .measure import Prepared, prepared, unit_clips
from .places import patch_uids, unit_codes, unit_rows
from .pool import beside, in_order, thread_count
from .prepare import land_kinds, prepare_layers, prepare_patches, search_bounds, tables_of
from .recheck import sample, seed_of
from .result import ScreeningResult
from .tally import Share, Tally
from .watch import Watch

#: Patches measured at once by one thread. With more, each shapely call holds the interpreter lock longer and
#: cancel waits longer; with fewer, the calls themselves cost more than the work.
CHUNK_PATCHES = 400


class ScreeningSession:
    """Patches and layers ready for overlay, and screenings of them.

    ``given_codes``: patch uid -> spatial code given earlier; a code that the session gives stays too.
    ``plane``: by default one centred on the patches; it stays whatever changes. ``threads``: how many work
    at once. ``only_near``: features that come near no patch are not even prepared; for a session that sees
    no change. ``uids``: those of the patches, where they are known. Raises only :class:`Cancelled`. Not to be
    used by two threads at the same time.
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
        only_near: bool = False,
        uids: ObjectArray | None = None,
    ) -> None:
        watch = watch or Watch()
        self.rules = rules
        self._given, self._changes = inputs, Changes()
        self._threads = thread_count(threads)
        self._log: list[str] = [notice for _, table in inputs.layers() for notice in table.notices]
        #: input -> for each of its tables the rows that are prepared; None: all of every input
        self._near: dict[str, list[IntArray]] | None = {} if only_near else None
        with beside(lambda: patch_uids(inputs.patches) if uids is None else uids, self._threads) as named:
            patches, self.plane = prepare_patches(
                inputs.patches, plane, self._log, self._threads, watch.part(0.0, 0.2)
            )
            layers = prepare_layers(
                inputs, self.plane, patches, rules, self._log, watch.part(0.2, 1.0), self._threads, self._near
            )
            self.uids: ObjectArray = named()
        self._prepared = prepared(patches, self.plane, layers, rules)
        self._codes = CodeBook(patches.lonlat, self.uids, given_codes or {})
        self._tree: shapely.STRtree | None = None

    def __len__(self) -> int:
        """How many patches there are."""
        return len(self.uids)

    @property
    def inputs(self) -> ScreeningInputs:
        """The inputs as they are now, with every change."""
        return self._changes.applied(self._given)

    def screen(
        self,
        rows: IntArray | None = None,
        watch: Watch | None = None,
        screened_at: str | None = None,
        share: Share | None = None,
    ) -> ScreeningResult:
        """The verdicts of all patches, or of the patches ``rows`` alone: then the result's tables hold only
        these, in that order, with the figures that a run of all of them has, and its ``row`` columns count
        in ``rows``. A run of all re-checks a sample of them (:mod:`.recheck`) and says so, a part of a run
        its ``share``. ``screened_at``: ISO 8601 time with offset, now by default."""
        watch = watch or Watch()
        chosen = self.there() if rows is None else np.asarray(rows, dtype=np.int64)
        every = rows is None and len(chosen) == len(self)
        ready = self._prepared if every else self._prepared.take(chosen)
        by_patch = self._rules_of(chosen, ready)
        work = works(ready, by_patch, CHUNK_PATCHES)
        chunks = list(in_order(Work.measured, work, self._threads, watch.part(0.0, 0.95)))
        watch.step(0.95)
        own = Share(self.sampled() if rows is None else chosen[:0], Tally()) if share is None else share
        log = [*self._log, *recheck_all(work, chunks, own)]
        own.tally.leave_out(by_patch.unapplied)
        if share is None:
            log += own.tally.told()
        job = Job(
            prepared=ready,
            given=self._given.given(),
            rules=by_patch,
            uids=self.uids[chosen],
            codes=partial(self._codes.give, chosen, units_of=self._units_of),
            screened_at=screened_at or datetime.now().astimezone().isoformat(timespec="seconds"),
            inputs=Descriptions(partial(self._changes.copy().layers, self._given)),
            log=tuple(log),
        )
        result = assemble(job, chunks)
        watch.step(1.0)
        return result

    def there(self) -> IntArray:
        """The rows that a run of all patches screens."""
        return np.arange(len(self))

    def sampled(self) -> IntArray:
        """Which of :meth:`there` a run of all re-checks: their places in it."""
        return sample(self.uids[self.there()], seed_of(self.rules, self._given.layers()))

    def under(self, rules: RuleSet) -> ScreeningSession:
        """The same prepared inputs under other rules: for a look at what they would change. It lasts until
        the next change of this session, and nothing may be changed in it."""
        other = copy(self)
        now, other.rules = self._prepared, rules
        other._prepared = prepared(now.patches, self.plane, now.layers, rules)
        return other

    def change(
        self,
        layer: str,
        feature_id: str,
        geometry: object,
        attributes: Mapping[str, object] | None = None,
        role: str | None = None,
    ) -> IntArray:
        """A feature of the layer named ``layer`` is now ``geometry`` (EPSG:4490; None: gone) with the
        canonical ``attributes`` (None: as before). An id that was not there is a new feature. Returns the
        rows of the patches that it touched before or touches now. ``role`` tells layers of one name apart
        (a key of ``ScreeningInputs.layers()``). Raises KeyError for an unknown layer; the layer of patches
        is none that can change."""
        role, table = self._layer(layer, role)
        name = INPUT_OF.get(role, role)
        row = self._changes.put(role, table, feature_id, geometry, attributes)
        return reached(self._patch_tree(), self._put(name, row), self._reach(name))

    def replace_layer(self, role: str, table: FeatureTable | None, name: str | None = None) -> IntArray:
        """Another whole layer in ``role`` (None: none any more); of roles with several layers (``approval``,
        ``source``) the one called ``name``, by default as ``table`` is called, or one more. Returns the rows
        of the patches it reaches: all of them when a kind of input comes or goes."""
        before = self._given.given()
        key = INPUT_OF.get(role, role)
        old = self._prepared.layers.get(key)
        gone = [] if old is None else [old.plane]
        self._given = self._changes.replaced(self._given, role, table, name)
        tables = tables_of(self._given).get(key)
        layers = {known: layer for known, layer in self._prepared.layers.items() if known != key}
        if tables:
            layers[key] = self._layer_of(key, tables)
            gone.append(layers[key].plane)
        self._prepared = prepared(self._prepared.patches, self.plane, layers, self.rules)
        self._put_again(key)
        if self._given.given() != before:
            return np.arange(len(self))
        return reached(self._patch_tree(), np.concatenate(gone), self._reach(key))

    def _layer_of(self, key: str, tables: list[FeatureTable]) -> PreparedLayer:
        """The input ``key``, made of ``tables``, ready for overlay."""
        bounds = search_bounds(self._prepared.patches, key, self.rules)
        return prepare_layer(tables, self.plane, bounds, self._log, polygons=key != "sources")

    def _put_again(self, key: str) -> None:
        """The changed features of the input ``key`` into its layer, which was made anew of what was read."""
        for (role, _), changed in self._changes.rows.items():
            if INPUT_OF.get(role, role) == key and key in self._prepared.layers:
                for row in changed.values():
                    self._put(key, row)

    def _put(self, key: str, row: FeatureTable) -> ObjectArray:
        """The one feature of ``row`` into the input ``key``; its shapes before and now."""
        index, shapes = put_into(
            self._prepared.layers[key], row, self.plane, self._log, polygons=key != "sources"
        )
        if index is not None:
            self._follow(key, index)
        return shapes

    def _rules_of(self, rows: IntArray, ready: Prepared) -> PatchRules:
        """The rules of the patches ``rows``, each by its unit and the day of its after image."""
        needed = bool(self.rules.overrides) and "units" in self._prepared.layers
        units = self._units_of(rows) if needed else None
        after = dates(ready.patches.table, "change_patch", "after_on")
        return rules_of_patches(self.rules, units, after, shapely.is_missing(ready.patches.shapes))

    def _units_of(self, rows: IntArray) -> ObjectArray:
        """The unit codes of some patches ('' none), None for each when there is no layer of units."""
        if "units" not in self._prepared.layers:
            return np.full(len(rows), None, dtype=object)
        codes: ObjectArray = np.full(len(rows), "", dtype=object)
        there = np.flatnonzero(~shapely.is_missing(self._prepared.patches.shapes[rows]))
        clips, exact = unit_clips(rows[there], self._prepared, self.rules)
        best = unit_rows(clips, self._prepared.units, exact)
        codes[there[best >= 0]] = self._prepared.units[best[best >= 0]]
        return codes

    def _layer(self, name: str, role: str | None) -> tuple[str, FeatureTable]:
        for found, table in self._given.layers():
            if found != "change_patch" and table.name == name and role in (None, found):
                return found, table
        raise KeyError(name)

    def _follow(self, name: str, index: int) -> None:
        """What is derived from feature ``index`` of the input ``name``, as its attributes are now."""
        now, rules = self._prepared, self.rules
        one = now.layers[name].table.take(np.array([index]))
        if name == "approvals" and now.facts is not None:
            nobody = now.patches.table.take(np.empty(0, dtype=np.int64))
            now = replace(now, facts=now.facts.put(index, approval_facts(one, nobody, rules)))
        elif name == "farmland":
            kinds = land_kinds(one, rules)
            now = replace(now, land={kind: set_at(now.land[kind], index, kinds[kind]) for kind in kinds})
        elif name == "units":
            now = replace(now, units=set_at(now.units, index, unit_codes(one)))
        self._prepared = now

    def _patch_tree(self) -> shapely.STRtree:
        if self._tree is None:
            self._tree = shapely.STRtree(self._prepared.patches.shapes)
        return self._tree

    def _reach(self, name: str) -> float:
        return self.rules.largest("source_distance_m") if name == "sources" else 0.0
