"""One run of a Processing algorithm as a task, with everything that must outlive it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from qgis.core import (
    QgsApplication,
    QgsMapLayer,
    QgsProcessingAlgRunnerTask,
    QgsProcessingContext,
    QgsProcessingFeedback,
    QgsProcessingUtils,
    QgsProject,
)

from ...core.i18n import tr


class RecordingFeedback(QgsProcessingFeedback):
    """Remembers the errors an algorithm reports, so that the last one can be shown as the reason."""

    def __init__(self) -> None:
        super().__init__(False)
        self.errors: list[str] = []
        #: takes the session of a screening; None: it is not wanted
        self.keep_session: Callable[[Any], None] | None = None
        #: what a screening need not read again (``layers.read_before.ReadBefore``)
        self.read_before: Any = None

    def reportError(self, error: str, fatalError: bool = False) -> None:
        self.errors.append(error)
        super().reportError(error, fatalError)


class AlgorithmRun:
    """Algorithm, parameters, context, feedback and task together: PyQt keeps none of them alive."""

    def __init__(
        self,
        algorithm_id: str,
        parameters: dict[str, Any],
        project: QgsProject,
        keep_session: bool = False,
        read_before: Any = None,
    ) -> None:
        self.algorithm_id = algorithm_id
        self.parameters = parameters
        self.results: dict[str, Any] = {}
        self.feedback = RecordingFeedback()
        self._session: list[Any] = []
        if keep_session:
            self.feedback.keep_session = self._session.append
        self.feedback.read_before = read_before
        self.context = QgsProcessingContext()
        self.context.setProject(project)
        self.context.setFeedback(self.feedback)
        self.task: QgsProcessingAlgRunnerTask | None = None
        self._algorithm = QgsApplication.processingRegistry().algorithmById(algorithm_id)

    def prepare(self) -> str:
        """Check the parameters and snapshot the inputs; a sentence when the algorithm refuses them."""
        if self._algorithm is None:
            return tr("The algorithm {id} is not available.").format(id=self.algorithm_id)
        fits, sentence = self._algorithm.checkParameterValues(self.parameters, self.context)
        if not fits:
            return sentence
        self.task = QgsProcessingAlgRunnerTask(self._algorithm, self.parameters, self.context, self.feedback)
        # the task cancels itself when the algorithm refused its inputs while preparing
        if self.task.isCanceled():
            return self.error() or tr("The inputs were refused.")
        return ""

    def error(self) -> str:
        """The last error the algorithm reported; empty when there was none."""
        return self.feedback.errors[-1] if self.feedback.errors else ""

    def take_session(self) -> Any:
        """What a screening prepared, out of this run's hands; None when it was not wanted."""
        return self._session.pop() if self._session else None

    def let_go(self) -> None:
        """It is over: what nobody took is freed outside the main thread, a few objects at a time."""
        before, self.feedback.read_before = self.feedback.read_before, None
        if before is not None:
            before.forget()
        if self._session:
            from ...core.letting_go import let_go_aside  # numpy is not loaded at QGIS's start

            let_go_aside(self._session)

    def take_layer(self, output: str) -> QgsMapLayer | None:
        """The layer of an output, out of the context's hands; None when the output was not made."""
        value = self.results.get(output)
        if not value:
            return None
        layer = QgsProcessingUtils.mapLayerFromString(value, self.context)
        return None if layer is None else self.context.takeResultLayer(layer.id())
