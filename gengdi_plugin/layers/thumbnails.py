"""Photos small enough for paper, upright as the camera says."""

from __future__ import annotations

from pathlib import Path

from qgis.PyQt.QtCore import QSize, Qt
from qgis.PyQt.QtGui import QImageReader

#: Longest side in pixels: 41 mm at 300 dpi and some more.
_LONGEST = 900
_QUALITY = 85


def thumbnail(photo: Path, target: Path) -> Path | None:
    """Write a small copy of ``photo`` to ``target`` (JPEG); None when it cannot be read."""
    reader = QImageReader(str(photo))
    reader.setAutoTransform(True)
    size = reader.size()
    if size.isValid() and max(size.width(), size.height()) > _LONGEST:
        from_size = QSize(size)
        from_size.scale(_LONGEST, _LONGEST, Qt.AspectRatioMode.KeepAspectRatio)
        reader.setScaledSize(from_size)
    image = reader.read()
    if image.isNull() or not image.save(str(target), "JPG", _QUALITY):
        return None
    return target
