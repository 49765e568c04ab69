"""What the dialogs of field work hand over, in the interface's own words."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class PackageEntry:
    """A field package to write: for whom (uid and name), where, and the ids of the reference layers."""

    responsible_uid: str
    responsible: str
    folder: str
    layer_ids: tuple[str, ...] = ()
