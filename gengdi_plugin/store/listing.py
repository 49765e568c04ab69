"""What the three lists are made of, read from the workspace and never mixed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

#: The three lists (public contract §3.4).
LIST_KEYS = ("verification", "rectification", "release")


@dataclass(frozen=True)
class RunFoot:
    """What the foot of a list must say about a run its rows rest on.

    ``rules``: rows of the rule set (``name, value, unit, source, certainty``), as they were when the
    run was made. ``inputs``: one dict per layer used: ``role, layer, features, as_of, fingerprint``.
    ``screened_at``: ISO 8601 with offset.
    """

    uid: str
    rule_set: str
    rule_hash: str
    rules: tuple[dict[str, Any], ...]
    screened_at: str
    actor: str
    software: str
    inputs: tuple[dict[str, Any], ...]


@dataclass(frozen=True)
class ListData:
    """One list, ready for a form: rows sorted by town, spatial code and patch number.

    ``key``: ``verification`` (code yellow), ``rectification`` (audited: red or blue only) or
    ``release`` (green with its proof). ``unit``: the unit code the list was limited to, or None;
    ``unit_name``: its name when the workspace knows it, else "".
    ``runs``: the runs the rows' verdicts come from, newest first (more than one only when patches
    were screened in different runs).

    ``rows``: dicts with the public field names; every row of every list has all of these keys, a
    value that was not tested or does not exist is None:

    * identity: ``uid, patch_no, spatial_code, town_code`` (9 digits, "" unknown), ``town_name``,
      ``unit_code, unit_name, change_type, change_kind, channel, before_on, after_on``
    * verdict: ``area_m2, ministry_area_m2, cultivated_m2, basic_m2, approved_m2, approved_share,
      sliver_m2, uncovered_m2, uncovered_cultivated_m2, uncovered_basic_m2, unauthorised_basic_m2,
      grain_zone_m2, high_standard_m2, redline_m2, agricultural_m2, construction_m2, unused_m2,
      scope, below_minimum, reason, sentence, best_doc_no, holds_until, source_uscc,
      source_distance_m, basis, rule_set, screened_at, run_uid``
    * best document (the evidence row of ``best_doc_no``): ``best_layer, best_feature_id,
      best_approval_type, best_approved_on, best_valid_to, best_share``
    * case: ``code`` (colour now), ``state, responsible, due_on, overdue`` (bool)``, finding,
      inspector, inspected_on, finding_note, doc_no`` (document the finding or audit names)``,
      auditor, audited_at, audit_note, unlawful_m2`` (area found unlawful, audited)``, unlawful_from``
      (``auditor`` | ``finding`` | ``verdict``: who measured it)
    * ``proof`` (release only): ``approval`` | ``found_lawful`` | ``found_unchanged`` | ``accepted``
    * ``wkb``: the patch, MultiPolygon in EPSG:4490 as WKB bytes, None when beyond repair
    """

    key: str
    unit: str | None
    unit_name: str
    rows: tuple[dict[str, Any], ...]
    runs: tuple[RunFoot, ...]
