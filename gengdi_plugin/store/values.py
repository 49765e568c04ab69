"""From arrays to what SQLite takes: plain values and WKB."""

from __future__ import annotations

from typing import Any

import numpy as np
import numpy.typing as npt

#: Geometries per shapely call: each call holds the interpreter's lock.
CHUNK = 1000


#: Types that go into SQLite as they are, and with them those of which a value may be missing.
_STORED = {str, int, type(None)}
_STORED_OR_NAN = _STORED | {float}


def plain(values: npt.NDArray[Any]) -> list[Any]:
    """A column as Python values: None for NaN, NaT and empty; dates as ISO text; flags as 0/1."""
    if values.dtype.kind == "M":
        texts = np.datetime_as_string(values.astype("datetime64[D]"))
        return [None if text == "NaT" else str(text) for text in texts]
    if values.dtype.kind == "b":
        return [int(value) for value in values]
    if values.dtype.kind == "f":
        return [None if value != value else value for value in values.tolist()]
    found: list[Any] = values.tolist()
    kinds = set(map(type, found))
    if kinds <= _STORED:
        return found
    if kinds == {bool}:
        return list(map(int, found))
    if kinds <= _STORED_OR_NAN:
        return [None if value != value else value for value in found]
    return [_plain_value(value) for value in found]


def _plain_value(value: Any) -> Any:
    if value is None or (isinstance(value, (str, int)) and not isinstance(value, bool)):
        return value
    if isinstance(value, (bool, np.bool_)):
        return int(value)
    if isinstance(value, (np.datetime64, np.generic)):
        return plain(np.array([value]))[0]
    if isinstance(value, float):
        return None if value != value else value
    return str(value)
