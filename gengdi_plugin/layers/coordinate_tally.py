"""What the coordinates of a layer look like, counted, and when that is refused."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from ..core.errors import InputError
from ..core.i18n import tr

Coordinates = npt.NDArray[np.float64]

ZONE_WIDTH = 1_000_000.0
#: Eastings without a zone's number are below.
MOST_EASTING = 1.5e6


class Tally:
    """How many coordinates look like degrees, like metres, like swapped axes."""

    def __init__(self) -> None:
        self.count = self.swapped_degrees = self.metres = self.degrees = self.northing_first = 0
        self.positive = False

    def add(self, xy: Coordinates) -> None:
        """Count finite ``xy`` (n, 2) in, at least one."""
        x, y = np.abs(xy[:, 0]), np.abs(xy[:, 1])
        self.count += len(xy)
        self.positive = self.positive or bool(x.max() > 0.0 or y.max() > 0.0)
        self.swapped_degrees += int(((x <= 60.0) & (y >= 90.0) & (y <= 180.0)).sum())
        self.metres += int(((x > 360.0) | (y > 90.0)).sum())
        self.degrees += int(((x <= 180.0) & (y <= 90.0)).sum())
        northing = (x > MOST_EASTING) & (x < 6.2e6) & ((y < ZONE_WIDTH) | ((y >= 13e6) & (y < 46e6)))
        self.northing_first += int(northing.sum())

    def add_usual(self, count: int, geographic: bool) -> None:
        """:meth:`add` for coordinates east of 0 that are all degrees, or else all metres, the right way
        round."""
        self.count += count
        self.positive = True
        if geographic:
            self.degrees += count
        else:
            self.metres += count

    def refuse(self, geographic: bool, zoned: bool, words: dict[str, str]) -> None:
        """Metres in a system of degrees, degrees in a system of metres, axes the wrong way round
        raise InputError."""
        half = self.count / 2.0
        if geographic:
            if self.swapped_degrees > half:
                raise InputError(_swapped().format(**words))
            if self.metres > half:
                raise InputError(
                    tr(
                        "Layer “{layer}”: its coordinates are metres, but {crs} is in degrees: set the "
                        "layer's coordinate reference system to the one the data are in."
                    ).format(**words)
                )
            return
        if self.degrees > half and self.positive:
            raise InputError(
                tr(
                    "Layer “{layer}”: its coordinates are degrees, but {crs} is in metres: set the layer's "
                    "coordinate reference system to EPSG:4490 or the one the data are in."
                ).format(**words)
            )
        if zoned and self.northing_first > half:
            raise InputError(_swapped().format(**words))


def _swapped() -> str:
    return tr(
        "Layer “{layer}”: its coordinates have the axes the wrong way round for {crs}: swap X and Y "
        "(Processing tool “Swap X and Y coordinates”) and try again."
    )
