"""What came back from a phone, as plain rows, and what is said of each."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

#: Columns of the report of an import, in their order.
REPORT_FIELDS = ("patch_no", "what", "outcome", "row", "sentence")

FINDING, PHOTO, BOUNDARY, PACKAGE = "finding", "photo", "boundary", "package"

#: What became of a row.
ADDED, THERE, CONFLICT, DECIDED, MISSING, REFUSED, NOTICE = (
    "added", "already_there", "conflict", "decided", "missing", "refused", "notice",
)  # fmt: skip


@dataclass(frozen=True)
class Line:
    """One line of the report. ``what``: finding, photo, boundary, package; ``outcome``: see above; ``row``:
    the row's own name in the package (its uid or file)."""

    what: str
    outcome: str
    sentence: str
    patch_no: str = ""
    row: str = ""

    def values(self) -> tuple[str, ...]:
        """In the order of :data:`REPORT_FIELDS`."""
        return (self.patch_no, self.what, self.outcome, self.row, self.sentence)


@dataclass(frozen=True)
class FieldPhoto:
    """A row of the table of photos. ``file``: where the picture lies, None when it is not there."""

    row_uid: str
    inspection_uid: str
    path: str
    file: Path | None
    lon: float | None = None
    lat: float | None = None
    azimuth: float | None = None
    taken_at: str = ""
    note: str = ""


@dataclass(frozen=True)
class FieldBoundary:
    """A measured boundary; ``wkb`` in EPSG:4490."""

    row_uid: str
    inspection_uid: str
    patch_uid: str
    wkb: bytes
    measured_by: str = ""
    measured_on: str = ""


@dataclass(frozen=True)
class FieldInspection:
    """A row of the table of inspections; texts as typed, ``place`` (lon, lat) where it was put."""

    row_uid: str
    patch_uid: str
    patch_no: str
    values: dict[str, Any]
    place: tuple[float, float] | None = None

    def text(self, name: str) -> str:
        """A value as text, "" when there is none."""
        value = self.values.get(name)
        return "" if value is None else str(value).strip()


@dataclass(frozen=True)
class FieldWork:
    """A folder that came back. ``clocks``: patch uid -> clock of its last event when it was packed;
    ``numbers``: patch uid -> patch number; ``lines``: what reading already has to tell."""

    package_uid: str
    workspace_uid: str
    clocks: dict[str, int]
    numbers: dict[str, str]
    inspections: list[FieldInspection] = field(default_factory=list)
    photos: list[FieldPhoto] = field(default_factory=list)
    boundaries: list[FieldBoundary] = field(default_factory=list)
    lines: list[Line] = field(default_factory=list)

    def photos_of(self, row_uid: str) -> list[FieldPhoto]:
        """The photos of an inspection."""
        return [photo for photo in self.photos if photo.inspection_uid == row_uid]
