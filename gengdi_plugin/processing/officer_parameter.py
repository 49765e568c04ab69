"""``OFFICER``: in whose name something is recorded."""

from __future__ import annotations

from qgis.core import QgsProcessingAlgorithm, QgsProcessingContext, QgsProcessingParameterString

from ..core.i18n import tr
from ..layers.officer import officer_name

OFFICER = "OFFICER"


def officer_parameter() -> QgsProcessingParameterString:
    """The officer's name; the one in the options when empty."""
    return QgsProcessingParameterString(
        OFFICER, tr("Officer (empty: the name in the options)"), optional=True
    )


def officer_given(
    algorithm: QgsProcessingAlgorithm, parameters: dict[str, object], context: QgsProcessingContext
) -> str:
    """Who it was."""
    return algorithm.parameterAsString(parameters, OFFICER, context).strip() or officer_name()
