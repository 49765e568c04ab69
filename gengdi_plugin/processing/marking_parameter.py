"""The parameter ``MARKING`` of what is printed: given, else the project's."""

from __future__ import annotations

from qgis.core import QgsProcessingContext, QgsProcessingParameterString

from ..core.i18n import tr
from ..exchange.marking import printed_marking
from ..layers.marking import marking_of

MARKING = "MARKING"


def marking_parameter() -> QgsProcessingParameterString:
    """A text, or one of the static words ``internal`` and ``confidential``."""
    return QgsProcessingParameterString(
        MARKING, tr("Marking: internal, confidential or a text (empty: the project's)"), optional=True
    )


def marking_given(text: str, context: QgsProcessingContext) -> str:
    """What is printed; InputError when it is too long. Left empty it is the marking of the project the
    algorithm runs in, so that nothing of a marked project goes out unmarked."""
    return printed_marking(text or marking_of(context.project()))
