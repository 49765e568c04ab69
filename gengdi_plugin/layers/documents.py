"""A table of approvals as documents for the workspace."""

from __future__ import annotations

from typing import Any

import numpy as np

from ..core.kernel import shapely
from ..core.table import FeatureTable
from ..store.entered_documents import DOCUMENT_COLUMNS, EnteredDocument


def documents_of(table: FeatureTable) -> list[EnteredDocument]:
    """Each feature of ``table`` (role ``approval``, as read) as a document; one without geometry too, so that
    the store can name it."""
    columns = {name: [_plain(value) for value in table.column(name).tolist()] for name in DOCUMENT_COLUMNS}
    found = []
    for row, shape in enumerate(table.geometry):
        values = {name: columns[name][row] for name in DOCUMENT_COLUMNS}
        found.append(EnteredDocument(b"" if shape is None else shapely.to_wkb(shape), **values))
    return found


def _plain(value: Any) -> str:
    return "" if value is None or (isinstance(value, float) and np.isnan(value)) else str(value)
