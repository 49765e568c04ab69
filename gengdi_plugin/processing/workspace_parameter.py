"""What the algorithms that read a workspace share: its parameter, and outputs nobody has open."""

from __future__ import annotations

from pathlib import Path

from qgis.core import QgsProcessingParameterFile, QgsProject, QgsProviderRegistry

from ..core.errors import InputError
from ..core.i18n import tr


def workspace_parameter() -> QgsProcessingParameterFile:
    """``WORKSPACE``: an existing workspace file."""
    return QgsProcessingParameterFile(
        "WORKSPACE", tr("Workspace"), fileFilter=tr("Workspace (*.sqlite);;All files (*)")
    )


def refuse_shown_file(project: QgsProject | None, target: str) -> None:
    """Raise InputError when a layer of the project shows ``target``: replacing a file under an open
    layer loses what is written into it later (QGIS keeps the old one open)."""
    wanted = Path(target).resolve()
    for layer in project.mapLayers().values() if project is not None else ():
        parts = QgsProviderRegistry.instance().decodeUri(layer.providerType(), layer.source())
        path = parts.get("path")
        if path and Path(str(path)).resolve() == wanted:
            raise InputError(
                tr(
                    "The layer “{layer}” of this project shows {file}: remove the layer or choose another "
                    "file name."
                ).format(layer=layer.name(), file=wanted.name)
            )
