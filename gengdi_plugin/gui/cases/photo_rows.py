"""One photo as the interface shows it, and its figures in words."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ...core.i18n import tr

if TYPE_CHECKING:
    from ...core.photo_checks import PhotoCheck
    from ...core.photo_facts import PhotoFacts

#: Longest side of a thumbnail in pixels.
THUMBNAIL = 48


@dataclass(frozen=True)
class PhotoRow:
    """A photo: ``facts`` None while it was not read yet; ``thumbnail``: a QImage or None."""

    path: Path
    name: str = ""
    facts: PhotoFacts | None = None
    checks: tuple[PhotoCheck, ...] = ()
    thumbnail: Any = field(default=None, compare=False)


def read_photo(path: Path, patch: Any) -> PhotoRow:
    """Read what the photo says, check it against ``patch`` (``core.photo_checks.PatchFacts``) and draw it
    small. Never raises; a few ms, for a large picture some tens."""
    from ...core.photo_checks import check_photo
    from ...store.photo_exif import photo_facts

    facts = photo_facts(path)
    return PhotoRow(path, path.name, facts, tuple(check_photo(facts, patch)), thumbnail(path))


def thumbnail(path: Path) -> Any:
    """The picture as small QImage, turned as it was held; None when Qt cannot read it (HEIC)."""
    from qgis.PyQt.QtCore import QSize, Qt
    from qgis.PyQt.QtGui import QImageReader

    reader = QImageReader(str(path))
    reader.setAutoTransform(True)
    size = reader.size()
    if size.isValid() and max(size.width(), size.height()) > THUMBNAIL:
        # a JPEG is decoded smaller at once, which takes a tenth of the time
        reader.setScaledSize(size.scaled(QSize(THUMBNAIL, THUMBNAIL), Qt.AspectRatioMode.KeepAspectRatio))
    image = reader.read()
    return None if image.isNull() else image


def place_text(facts: PhotoFacts) -> str:
    """Longitude and latitude with about a metre's digits; empty without a place."""
    if facts.lon is None or facts.lat is None:
        return ""
    return tr("{lon}, {lat}").format(lon=f"{facts.lon:.5f}", lat=f"{facts.lat:.5f}")


def time_text(facts: PhotoFacts) -> str:
    """When it was taken, to the minute, by the camera's clock."""
    return facts.taken_at[:16].replace("T", " ")


def summary(checks: tuple[PhotoCheck, ...]) -> str:
    """How many checks came out how: ``✓ 4  ✗ 1  ? 0`` with letters that do not depend on colour."""
    counts = {result: sum(check.result == result for check in checks) for result in MARKS}
    return "  ".join(f"{MARKS[result]} {count}" for result, count in counts.items() if count)


#: What a check came to, as a letter.
MARKS = {"passed": "✓", "failed": "✗", "not_possible": "?"}
#: The same as a picture.
ICONS = {"passed": "role_found", "failed": "role_missing", "not_possible": "role_doubtful"}
