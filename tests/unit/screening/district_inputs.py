"""The demo district as screening's inputs without QGIS: what reading its files would give."""

from __future__ import annotations

from gengdi_plugin.core.approval_types import approval_type_of
from gengdi_plugin.core.binding import LayerFacts, candidates
from gengdi_plugin.core.dates import parse_dates
from gengdi_plugin.core.roles import NUMBER, ROLES, TEXT
from gengdi_plugin.core.screening.inputs import ScreeningInputs
from gengdi_plugin.core.table import FeatureTable, object_array
from gengdi_plugin.core.values import READERS, approval_types, class_codes, map_text, number_of, text_of
from gengdi_plugin.demo.catalogue import APPROVAL_KEYS, LAYERS, ZONE_KEYS
from gengdi_plugin.demo.district import make_district


def district_inputs(patches: int = 352, seed: int = 20211215) -> ScreeningInputs:
    """A district with ``patches`` patches, its own field names mapped by the presets."""
    tables = make_district(patches, seed).tables
    read = {key: _canonical(key, table) for key, table in tables.items() if key != "outlet"}
    return ScreeningInputs(
        read["patches"],
        [read[key] for key in APPROVAL_KEYS],
        read["farmland"],
        read["basic_farmland"],
        {key: read[key] for key in ZONE_KEYS},
        read["violation"],
        read["units"],
        [read["permit"], read["enterprise"]],
    )


def _canonical(key: str, table: FeatureTable) -> FeatureTable:
    plan = LAYERS[key]
    facts = LayerFacts(table.name or plan.table, plan.table, "any", tuple(table.columns))
    binding = next(b for b in candidates(facts) if b.role == plan.role)
    columns = {}
    for name, kind in ROLES[plan.role].fields.items():
        own = binding.fields.get(name)
        values = table.columns[own] if own else object_array([None] * len(table))
        if kind == NUMBER:
            columns[name] = object_array(map(number_of, values)).astype(float)
        elif kind == TEXT:
            texts = object_array(map(text_of, values))
            if name == "class_code":
                columns[name] = class_codes(texts, False)
            else:
                columns[name] = map_text(texts, READERS[name]) if name in READERS else texts
        else:
            columns[name] = parse_dates(values, kind)
    if "approval_type" in columns:
        layer_type = approval_type_of(plan.table, plan.table) or "unknown"
        columns["approval_type"] = approval_types(columns["approval_type"], layer_type, columns["right_type"])
    ids = object_array(str(number) for number in range(1, len(table) + 1))
    return FeatureTable(table.geometry, columns, ids, plan.table)
