"""The schema ``gengdi-rules/1`` of rule files and its check, with the place of every problem."""

from __future__ import annotations

from typing import Any

SCHEMA = "gengdi-rules/1"

#: Parameters every rule set must state: name -> largest allowed value (None: no bound); smallest is 0.
PARAMETERS: dict[str, float | None] = {
    "covered_share": 1.0,
    "uncovered_cultivated_m2": None,
    "unauthorised_basic_m2": None,
    "uncovered_basic_m2": None,
    "violation_share": 1.0,
    "farmland_reach_share": 1.0,
    "overlap_minimum_m2": None,
    "sliver_area_m2": None,
    "sliver_width_m": None,
    "sliver_forgiven_share": 1.0,
    "sliver_cultivated_m2": None,
    "sliver_basic_m2": None,
    "was_construction_share": 1.0,
    "scope_minimum_m2": None,
    "minimum_construction_m2": None,
    "minimum_other_m2": None,
    "source_distance_m": None,
}
INPUTS = (
    "approvals", "farmland", "basic_farmland", "grain_zone", "high_standard", "ecological_redline",
    "violations", "units", "sources",
)  # fmt: skip


def check_rules(document: Any) -> list[str]:
    """Every problem of a rule document as ``place: what is expected``; empty when it is sound."""
    if not isinstance(document, dict):
        return ["the file must hold one JSON object"]
    found: list[str] = []
    if document.get("schema") != SCHEMA:
        found.append(f"schema: must be {SCHEMA!r}")
    if not isinstance(document.get("id"), str) or not document["id"].strip():
        found.append("id: must be a text that is not empty")
    title = document.get("title")
    if not isinstance(title, dict) or not all(isinstance(title.get(k), str) for k in ("en", "zh")):
        found.append("title: must have texts en and zh")
    required = document.get("required_inputs")
    if not isinstance(required, list) or not _texts(required) or not set(required) <= set(INPUTS):
        found.append(f"required_inputs: must be a list out of {', '.join(INPUTS)}")
    found += _check_parameters(document.get("parameters"))
    found += _check_change_types(document.get("change_types"))
    found += _check_tables(document, "approval_status", ("revoked", "pending"))
    found += _check_tables(document, "land_classes", ("cultivated", "agricultural", "construction", "unused"))
    found += _check_approvals(document.get("approval_types"))
    return found


def _texts(value: Any) -> bool:
    return isinstance(value, list) and all(isinstance(item, str) and item for item in value)


def _sourced(row: Any, place: str) -> list[str]:
    return [
        f"{place}.{key}: must be a text"
        for key in ("source", "certainty")
        if not isinstance(row.get(key), str) or not row[key]
    ]


def _check_parameters(rows: Any) -> list[str]:
    if not isinstance(rows, dict):
        return ["parameters: must be an object"]
    found = [f"parameters.{name}: unknown" for name in rows if name not in PARAMETERS]
    for name, largest in PARAMETERS.items():
        row, place = rows.get(name), f"parameters.{name}"
        if not isinstance(row, dict):
            found.append(f"{place}: is missing")
            continue
        value = row.get("value")
        if isinstance(value, bool) or not isinstance(value, (int, float)):
            found.append(f"{place}.value: must be a number")
        elif not 0 <= value <= (float("inf") if largest is None else largest) or value == float("inf"):
            bound = "" if largest is None else f" and at most {largest:g}"
            found.append(f"{place}.value: must be at least 0{bound}")
        if not isinstance(row.get("unit"), str):
            found.append(f"{place}.unit: must be a text")
        found += _sourced(row, place)
    return found


def _check_tables(document: dict[str, Any], name: str, keys: tuple[str, ...]) -> list[str]:
    table = document.get(name)
    if not isinstance(table, dict):
        return [f"{name}: must be an object"]
    wrong = [f"{name}.{key}: must be a list of texts" for key in keys if not _texts(table.get(key))]
    return wrong + _sourced(table, name)


def _check_change_types(table: Any) -> list[str]:
    keys = ("construction", "non_grain", "other")
    found = _check_tables({"change_types": table}, "change_types", keys)
    if not found:
        codes = [code for key in keys for code in table[key]]
        found += [
            f"change_types: {code} stands twice" for code in sorted({c for c in codes if codes.count(c) > 1})
        ]
    return found


def _check_approvals(rows: Any) -> list[str]:
    if not isinstance(rows, list) or not all(isinstance(row, dict) for row in rows):
        return ["approval_types: must be a list of objects"]
    found: list[str] = []
    seen: set[str] = set()
    for position, row in enumerate(rows):
        place = f"approval_types[{position}]"
        name = row.get("type")
        if not isinstance(name, str) or not name or name in seen:
            found.append(f"{place}.type: must be a text that stands once")
            continue
        seen.add(name)
        found += [
            f"{place}.{key}: must be true or false"
            for key in ("proof", "authorises_basic_farmland")
            if not isinstance(row.get(key), bool)
        ]
        if row.get("counts_for") not in ("all", "construction") and not _texts(row.get("counts_for")):
            found.append(f"{place}.counts_for: must be 'all', 'construction' or a list of change types")
        if not _texts(row.get("use_to_verify_for")):
            found.append(f"{place}.use_to_verify_for: must be a list of change types")
        found += [
            f"{place}.{key}: must be true or false"
            for key in ("needs_date", "in_term")
            if not isinstance(row.get(key, False), bool)
        ]
        years = row.get("assumed_term_years")
        if years is not None and (isinstance(years, bool) or not isinstance(years, int) or years < 1):
            found.append(f"{place}.assumed_term_years: must be a whole number of years")
        found += _sourced(row, place)
    if "unknown" not in seen:
        found.append("approval_types: the type 'unknown' is missing")
    elif any(row.get("type") == "unknown" and row.get("proof") for row in rows):
        found.append("approval_types: the type 'unknown' can never be a proof")
    return found
