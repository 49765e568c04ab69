"""An inspector's finding: what was seen on site, checked and given an identity by its content."""

from __future__ import annotations

import datetime as dt
import hashlib
import json
import math
import uuid
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from ..core.casework import FINDINGS
from ..core.dates import parse_date
from ..core.errors import InputError
from ..core.i18n import tr
from ..core.roles import FIRST_DAY, LAST_DAY
from ..core.vocabulary import key_of, keys, word
from .boundaries import checked_boundary
from .finding_category import categorised, proved
from .photos import require_photos

#: Namespace of inspection uids (UUIDv5): the same finding arriving twice is one row.
_NAMESPACE = uuid.UUID("b7b0a3de-3c0e-5a5f-9a43-7f7f0a6b7c21")


@dataclass(frozen=True)
class Finding:
    """What an inspector reports about one patch, known by ``patch_uid`` or else by ``patch_no``.

    ``finding``: a key of ``core.casework.FINDINGS`` or its word in either language. ``inspected_on``:
    a day in any spelling the plugin reads. ``doc_no``: the document a lawful finding names.
    ``unlawful_m2``: the area found unlawful, when it was measured; ``violation_type`` (key of the
    vocabulary group or its word), ``started_on`` (day the works began) and ``actual_use`` (what the
    ground is used for) when they are known. ``photos``: files, copied into the
    workspace's folder.

    ``vocabulary``, ``category``, ``subtype``: keys or words of ``core.finding_vocabulary``; ``proof``: the
    evidence fields its category asks for, field -> value. ``package_uid``: the field package it came from.
    ``boundary``: what was measured on site, the WKB of a (multi)polygon in EPSG:4490; an unlawful finding
    without an area is given that of the boundary inside the patch.
    """

    finding: str
    inspector: str
    inspected_on: object
    patch_uid: str = ""
    patch_no: str = ""
    note: str = ""
    doc_no: str = ""
    unlawful_m2: float | None = None
    photos: tuple[Path, ...] = ()
    violation_type: str = ""
    started_on: object = None
    actual_use: str = ""
    vocabulary: str = ""
    category: str = ""
    subtype: str = ""
    proof: Mapping[str, object] = field(default_factory=dict, hash=False)
    package_uid: str = ""
    boundary: bytes | None = None

    @property
    def label(self) -> str:
        """The name under which reports speak of it."""
        return self.patch_no or self.patch_uid


@dataclass(frozen=True)
class CheckedFinding:
    """A finding whose values are in order: finding key, ISO day, trimmed texts."""

    finding: str
    inspector: str
    inspected_on: str
    patch_uid: str
    patch_no: str
    note: str
    doc_no: str
    unlawful_m2: float | None
    photos: tuple[Path, ...]
    violation_type: str
    started_on: str
    actual_use: str
    vocabulary: str = ""
    category: str = ""
    subtype: str = ""
    proof: Mapping[str, str] = field(default_factory=dict, hash=False)
    package_uid: str = ""
    boundary: bytes | None = None

    @property
    def label(self) -> str:
        """The name under which reports speak of it."""
        return self.patch_no or self.patch_uid

    def uid_for(self, patch_uid: str) -> str:
        """UUIDv5 of patch and content (photos may come later, and the package only carried it: no part)."""
        area = "" if self.unlawful_m2 is None else f"{self.unlawful_m2:.2f}"
        content = [patch_uid, self.finding, self.inspector, self.inspected_on, self.note, self.doc_no, area]
        # named only when given: a finding of an older file, arriving again, keeps its identity
        more = {"type": self.violation_type, "started": self.started_on, "use": self.actual_use}
        more |= {"set": self.vocabulary, "category": self.category, "subtype": self.subtype}
        more |= {"proof": self.proof_json(), "boundary": _digest(self.boundary)}
        content += [f"{name}={value}" for name, value in more.items() if value]
        return uuid.uuid5(_NAMESPACE, "\x1f".join(content)).hex

    def proof_json(self) -> str:
        """The evidence fields as JSON, ``""`` without any."""
        return json.dumps(dict(self.proof), ensure_ascii=False, sort_keys=True) if self.proof else ""


def _digest(boundary: bytes | None) -> str:
    return "" if boundary is None else hashlib.sha256(boundary).hexdigest()


def checked(finding: Finding) -> CheckedFinding:
    """``finding`` with its values in order; InputError with a sentence naming patch and field."""
    key = _key(finding)
    found = categorised(finding.vocabulary, finding.category, finding.subtype, key, finding.label)
    return CheckedFinding(
        finding=key,
        inspector=_inspector(finding),
        inspected_on=_day(finding),
        patch_uid=finding.patch_uid.strip(),
        patch_no=finding.patch_no.strip(),
        note=finding.note.strip(),
        doc_no=finding.doc_no.strip(),
        unlawful_m2=_area(finding),
        photos=_photos(finding),
        violation_type=_violation(finding),
        started_on=_started(finding),
        actual_use=finding.actual_use.strip(),
        vocabulary=found.vocabulary,
        category=found.category,
        subtype=found.subtype,
        proof=proved(found, finding.proof, finding.label),
        package_uid=finding.package_uid.strip(),
        boundary=checked_boundary(finding.boundary, finding.label),
    )


def _key(finding: Finding) -> str:
    key = key_of("finding", finding.finding)
    if key not in FINDINGS:
        raise InputError(
            tr("Patch {patch}: “{finding}” is no finding; use one of: {known}.").format(
                patch=finding.label,
                finding=finding.finding,
                known=tr(", ").join(word("finding", key) for key in keys("finding")),
            )
        )
    return key


def _inspector(finding: Finding) -> str:
    name = finding.inspector.strip()
    if not name:
        raise InputError(
            tr("Patch {patch}: the finding names no inspector; fill in the field “inspector”.").format(
                patch=finding.label
            )
        )
    return name


def _day(finding: Finding) -> str:
    day: dt.date | None = parse_date(finding.inspected_on, LAST_DAY)
    if day is None:
        raise InputError(
            tr("Patch {patch}: “{value}” is no date of inspection; write it like 2026-11-23.").format(
                patch=finding.label, value="" if finding.inspected_on is None else finding.inspected_on
            )
        )
    return day.isoformat()


def _area(finding: Finding) -> float | None:
    area = finding.unlawful_m2
    if area is not None and not (math.isfinite(area) and area >= 0):
        raise InputError(
            tr("Patch {patch}: {area} is no unlawful area; give square metres from 0.").format(
                patch=finding.label, area=area
            )
        )
    return area


def violation_key(text: str, patch: str) -> str:
    """The key for the violation type ``text`` ("" stays ""); InputError naming ``patch`` when unknown."""
    if not text.strip():
        return ""
    key = key_of("violation_type", text)
    if key is None:
        raise InputError(
            tr("Patch {patch}: “{type}” is no type of violation; use one of: {known}.").format(
                patch=patch,
                type=text,
                known=tr(", ").join(word("violation_type", key) for key in keys("violation_type")),
            )
        )
    return key


def _violation(finding: Finding) -> str:
    key = violation_key(finding.violation_type, finding.label)
    if key and key_of("finding", finding.finding) != "found_unlawful":
        raise InputError(
            tr("Patch {patch}: only an unlawful finding has a type of violation; leave it empty.").format(
                patch=finding.label
            )
        )
    return key


def _started(finding: Finding) -> str:
    if finding.started_on is None or not str(finding.started_on).strip():
        return ""
    day: dt.date | None = parse_date(finding.started_on, FIRST_DAY)
    if day is None:
        raise InputError(
            tr("Patch {patch}: “{value}” is no date on which works began; write it like 2026-11-23.").format(
                patch=finding.label, value=finding.started_on
            )
        )
    return day.isoformat()


def _photos(finding: Finding) -> tuple[Path, ...]:
    photos = tuple(Path(photo) for photo in finding.photos)
    require_photos(photos, finding.label)
    return photos
