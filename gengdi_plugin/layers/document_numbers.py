"""The numbers of documents that the approval layers of a project know, and its workspace."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from qgis.core import QgsFeedback, QgsProject

from ..core.approval_types import row_type
from ..core.dates import is_blank
from ..core.errors import GengdiError
from ..store.document_numbers import KnownDocument, known_numbers
from ..store.workspace import Workspace
from .binding import layers_of
from .reading import LayerSource

_FIELDS = (
    "doc_no", "approval_type", "approved_on", "valid_from", "valid_to", "authority", "project", "holder",
)  # fmt: skip


class DocumentNumbers:
    """The approval layers of a project as they are now (main thread); :meth:`read` belongs into a task."""

    def __init__(self, project: QgsProject) -> None:
        self._sources: list[LayerSource] = []
        for layer in layers_of(project, "approval"):
            try:
                self._sources.append(LayerSource(layer, "approval", project.transformContext()))
            except GengdiError:
                continue  # a layer that cannot be read has no numbers; the check-up says why

    def read(self, ws: Workspace, feedback: QgsFeedback | None = None) -> dict[str, KnownDocument]:
        """What is known, by number and sorted: as the project's layers have it, else as the workspace."""
        known: dict[str, KnownDocument] = {}
        for source in self._sources:
            for document in _of_layer(source, feedback):
                known.setdefault(document.doc_no, document)
        return dict(sorted({**known_numbers(ws), **known}.items()))


def _of_layer(source: LayerSource, feedback: QgsFeedback | None) -> Iterable[KnownDocument]:
    names = [name for name in _FIELDS if name in source.binding.fields]
    if "doc_no" not in names:
        return
    columns = source.values(names, feedback)
    for values in zip(*(columns[name] for name in names)):
        row = {name: "" if is_blank(value) else str(value).strip() for name, value in zip(names, values)}
        if row["doc_no"]:
            kind = row_type(row["approval_type"]) if row.get("approval_type") else str(source.layer_type)
            yield replace(KnownDocument(**row), approval_type=kind, source=source.name)
