"""What every Gengdi algorithm shares: identity, help, icon, tags, readable errors."""

from __future__ import annotations

from typing import Any

from qgis.core import (
    QgsProcessingAlgorithm,
    QgsProcessingContext,
    QgsProcessingException,
    QgsProcessingFeedback,
    QgsVectorLayer,
)
from qgis.PyQt.QtGui import QIcon

from ..core.dependencies import shapely_problem
from ..core.errors import Cancelled, GengdiError, InputError
from ..core.i18n import tr
from ..resources_lookup import help_url, icon

Parameters = dict[str, Any]


class GengdiAlgorithm(QgsProcessingAlgorithm):
    """Base class. A subclass sets ``ID``, ``ICON``, ``TAGS``, ``HELP_PAGE`` and implements
    ``displayName``, ``shortHelpString``, ``initAlgorithm``, ``prepare`` (main thread: snapshot the
    inputs) and ``run_algorithm`` (any thread). A :class:`GengdiError` in either becomes the sentence the
    officer reads; cancelling ends quietly.
    """

    ID = ""
    ICON = "gengdi"
    TAGS: tuple[str, ...] = ()
    HELP_PAGE = "algorithms"

    def name(self) -> str:
        return self.ID

    def createInstance(self) -> QgsProcessingAlgorithm:
        return type(self)()

    def icon(self) -> QIcon:
        return icon(self.ICON)

    def tags(self) -> list[str]:
        return ["gengdi", "耕地智保", *self.TAGS]

    def helpUrl(self) -> str:
        return help_url(self.HELP_PAGE, self.ID)

    def group(self) -> str:
        return ""

    def groupId(self) -> str:
        return ""

    def prepare(
        self, parameters: Parameters, context: QgsProcessingContext, feedback: QgsProcessingFeedback
    ) -> None:
        """Snapshot the inputs on the main thread; nothing to do unless overridden."""

    def run_algorithm(
        self, parameters: Parameters, context: QgsProcessingContext, feedback: QgsProcessingFeedback
    ) -> Parameters:
        """Do the work; to be overridden."""
        raise QgsProcessingException(tr("This algorithm does nothing."))

    def canExecute(self) -> tuple[bool, str]:
        problem = shapely_problem()
        return (not problem, problem)

    def checkParameterValues(self, parameters: Parameters, context: QgsProcessingContext) -> Any:
        problem = self._unreadable(parameters, context)
        return (False, problem) if problem else super().checkParameterValues(parameters, context)

    def _unreadable(self, parameters: Parameters, context: QgsProcessingContext) -> str:
        """A sentence about a layer that was named but cannot be read; it is never taken for absent."""
        for definition in self.parameterDefinitions():
            name, kind = definition.name(), definition.type()
            value = parameters.get(name)
            if value in (None, "", []) or kind not in ("vector", "multilayer"):
                continue
            if kind == "vector":
                read, named = int(self.parameterAsVectorLayer(parameters, name, context) is not None), 1
            else:
                found = self.parameterAsLayerList(parameters, name, context)
                read = sum(isinstance(layer, QgsVectorLayer) for layer in found)
                named = len(value) if isinstance(value, (list, tuple)) else 1
            if read != named:
                return tr(
                    "{name}: {read} of {named} vector layers can be read ({value}): check the path."
                ).format(name=name, read=read, named=named, value=value)
        return ""

    def prepareAlgorithm(
        self, parameters: Parameters, context: QgsProcessingContext, feedback: QgsProcessingFeedback
    ) -> bool:
        try:
            from ..core.kernel import require_sound_kernel

            require_sound_kernel()
            problem = self._unreadable(parameters, context)
            if problem:
                raise InputError(problem)
            self.prepare(parameters, context, feedback)
        except GengdiError as error:
            raise QgsProcessingException(str(error)) from error
        return True

    def processAlgorithm(
        self, parameters: Parameters, context: QgsProcessingContext, feedback: QgsProcessingFeedback
    ) -> Parameters:
        from ..core.letting_go import let_go, let_go_aside, locals_of  # numpy is not loaded at QGIS's start

        held: list[Any] = []
        self._held = held
        try:
            return self.run_algorithm(parameters, context, feedback)
        except Cancelled as error:
            held += locals_of(error)
            error.__traceback__ = None
            let_go_aside(held)  # who cancelled does not wait for it
            return {}
        except GengdiError as error:
            raise QgsProcessingException(str(error)) from error
        finally:
            let_go(held)

    def hold(self, large: Any) -> None:
        """Keep what has very many objects to the end of the work, and then free it a few at a time."""
        self._held.append(large)
