"""What one screening run produces, before anybody stores or shows it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

from ..rules import RuleSet
from ..table import FeatureTable

#: Fields of one screened patch, in the order of the public contract (§3.1 ``OUTPUT``).
OUTPUT_FIELDS = (
    "spatial_code", "code", "reason", "sentence", "area_m2", "approved_m2", "approved_share",
    "sliver_m2", "uncovered_m2", "cultivated_m2", "uncovered_cultivated_m2", "basic_m2",
    "uncovered_basic_m2", "unauthorised_basic_m2", "grain_zone_m2", "high_standard_m2", "redline_m2",
    "agricultural_m2", "construction_m2", "unused_m2", "change_kind", "scope", "below_minimum",
    "best_doc_no", "holds_until", "unit_code", "unit_name", "source_uscc", "source_distance_m",
    "basis", "rule_set", "screened_at",
)  # fmt: skip

#: Fields of one evidence row (§3.1 ``EVIDENCE``).
EVIDENCE_FIELDS = (
    "patch_no", "spatial_code", "layer", "feature_id", "approval_type", "doc_no", "approved_on",
    "valid_to", "overlap_m2", "share", "counts", "why_not", "note",
)  # fmt: skip

#: What an evidence row keeps of its document beyond the public fields: for the lists that are signed, and
#: so that it can be judged again.
DOCUMENT_FIELDS = ("authority", "project", "holder", "purpose", "valid_from", "status")

#: Fields of one uncovered part (§3.1 ``REMAINDERS``).
REMAINDER_FIELDS = ("patch_no", "spatial_code", "area_m2")

#: Kinds of ground clipped to a patch and kept so that its verdict can be recomputed.
GROUND_KINDS = (
    "cultivated", "basic_farmland", "grain_zone", "high_standard", "ecological_redline",
    "agricultural", "construction", "unused", "unclassed", "paddy", "irrigated", "dry",
)  # fmt: skip


@dataclass(frozen=True)
class ScreeningResult:
    """The verdicts of one run with everything needed to explain and recompute them.

    All geometries are EPSG:4490. ``row`` columns index into ``patches``.

    ``patches``: one row per input patch in input order; geometry = repaired MultiPolygon (None when
    beyond repair); columns = the patch's canonical columns (``patch_no``, ``change_type``,
    ``before_on``, ``after_on``, ``channel``, ``ministry_area_m2``) + ``OUTPUT_FIELDS`` + ``explanation``
    (dict: :mod:`.explain`) + ``uid`` (UUIDv5 text) + ``repaired`` (bool). Not tested = None. Dates are ISO
    text or None.
    ``evidence``: one row per patch x overlapping approval or violation; geometry = the approval
    clipped to the patch; columns = ``EVIDENCE_FIELDS`` + ``DOCUMENT_FIELDS`` + ``row``.
    ``remainders``: one row per uncovered part; columns = ``REMAINDER_FIELDS`` + ``row``.
    ``ground``: one row per patch and kind of ground found in it; columns ``row``, ``kind``, ``area_m2``.
    ``inputs``: one row per layer used: role, layer, features, as_of, fingerprint (sha256 of content).
    ``log``: repaired and left-out features, by layer and id, one sentence each.
    """

    patches: FeatureTable
    evidence: FeatureTable
    remainders: FeatureTable
    ground: FeatureTable
    rules: RuleSet
    screened_at: str
    inputs: Sequence[dict[str, object]] = field(default=())
    log: tuple[str, ...] = field(default=())


class LateResult(ScreeningResult):
    """A result whose evidence, remainders and ground are made when they are first looked at: their
    geometries cost about as much as the verdicts, and a preview needs none of them.

    ``tables``: ``evidence``, ``remainders``, ``ground`` -> what makes each.
    """

    def __init__(
        self,
        patches: FeatureTable,
        rules: RuleSet,
        screened_at: str,
        inputs: Sequence[dict[str, object]],
        log: tuple[str, ...],
        tables: Mapping[str, Callable[[], FeatureTable]],
    ) -> None:
        given = {"patches": patches, "rules": rules, "screened_at": screened_at, "inputs": inputs, "log": log}
        for name, value in {**given, "_tables": dict(tables)}.items():
            object.__setattr__(self, name, value)

    def __getattr__(self, name: str) -> FeatureTable:
        tables: dict[str, Callable[[], FeatureTable]] = self.__dict__.get("_tables", {})
        if name not in tables:
            raise AttributeError(name)
        table = tables[name]()
        object.__setattr__(self, name, table)
        del tables[name]
        return table
