"""The parameter ``TEMPLATES`` of what is printed: a folder with the bureau's own templates."""

from __future__ import annotations

from collections.abc import Sequence

from qgis.core import QgsProcessingFeedback, QgsProcessingParameterDefinition, QgsProcessingParameterFile

from ..core.i18n import tr

TEMPLATES = "TEMPLATES"


def templates_parameter() -> QgsProcessingParameterFile:
    """A folder; empty takes that of the options, and without one Gengdi's own templates."""
    parameter = QgsProcessingParameterFile(
        TEMPLATES,
        tr("Folder of the bureau's own templates (empty: that of the options)"),
        behavior=QgsProcessingParameterFile.Behavior.Folder,
        optional=True,
    )
    parameter.setFlags(parameter.flags() | QgsProcessingParameterDefinition.FlagAdvanced)
    return parameter


def tell_missing(feedback: QgsProcessingFeedback, missing: Sequence[str]) -> None:
    """Say which items the bureau's template lacks: what they would show was not printed."""
    if missing:
        feedback.pushWarning(
            tr("The template lacks the items {items}: what they show was not printed.").format(
                items=tr(", ").join(missing)
            )
        )
