"""What a photo says about itself: where, when and in which direction it was taken."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class PhotoFacts:
    """``lon``, ``lat``: degrees, WGS 84 taken as EPSG:4490 (they agree to well under a metre, far below what
    a phone measures); ``azimuth``: degrees clockwise from north, ``azimuth_ref`` ``T`` true or ``M`` magnetic
    north, ``""`` when it is not said; ``taken_at``: ISO 8601, with an offset only when the camera wrote one;
    ``altitude_m``: metres. None or ``""`` where the photo does not say. ``unreadable``: why nothing could be
    read, ``""`` when it could.
    """

    lon: float | None = None
    lat: float | None = None
    azimuth: float | None = None
    azimuth_ref: str = ""
    taken_at: str = ""
    altitude_m: float | None = None
    unreadable: str = ""

    def missing(self) -> tuple[str, ...]:
        """What the photo does not say: of ``place``, ``direction``, ``time``."""
        said = {
            "place": self.lon is not None and self.lat is not None,
            "direction": self.azimuth is not None,
            "time": bool(self.taken_at),
        }
        return tuple(name for name, known in said.items() if not known)
