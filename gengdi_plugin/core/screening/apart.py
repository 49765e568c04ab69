"""Layers that lie nowhere near the patches: their coordinate reference system is wrong, or they are of
another place. A layer in the system of a neighbouring zone lies a whole number of zones away."""

from __future__ import annotations

import numpy as np

from ..area import FloatArray
from ..i18n import tr

#: Width of a Gauss-Krüger zone in degrees, the most zones that a slip jumps, and by how many degrees the
#: middles of two layers of one county may differ.
_ZONE, _MOST_ZONES, _NEAR = 3.0, 4, 1.0


def apart_notice(layer: str, features: FloatArray, patches: FloatArray) -> str | None:
    """A sentence when ``layer`` has features on the Earth and none comes near the patches, else None.
    ``features``: their bounds (n, 4), ``patches``: the bounds (4) of all patches, in degrees."""
    with np.errstate(invalid="ignore"):
        there = (np.abs(features[:, [0, 2]]) <= 360).all(axis=1) & (np.abs(features[:, [1, 3]]) <= 90).all(
            axis=1
        )
    placed = features[there]
    if not len(placed) or not np.isfinite(patches).all():
        return None
    west, south, east, north = placed.T
    outside = (west > patches[2]) | (east < patches[0]) | (south > patches[3]) | (north < patches[1])
    if not outside.all():
        return None
    away = [
        float(np.median(low + high) - patches[k] - patches[k + 2]) / 2
        for k, (low, high) in enumerate(((west, east), (south, north)))
    ]
    text = tr(
        "Layer “{layer}” lies apart from all patches, about {east} degrees of longitude and {north} of "
        "latitude away: nothing of it was compared. Check its coordinate reference system."
    ).format(layer=layer, east=f"{away[0]:+.1f}", north=f"{away[1]:+.1f}")
    zones = round(away[0] / _ZONE)
    if 1 <= abs(zones) <= _MOST_ZONES and max(abs(away[0] - zones * _ZONE), abs(away[1])) <= _NEAR:
        text += tr(" It lies as it would with the central meridian of another zone.")
    return text
