"""The plugin's settings, each declared once with its default and its words for the options page."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Callable, Generic, TypeVar

from qgis.core import QgsSettings

from ..core.i18n import tr

T = TypeVar("T", str, bool)


@dataclass(frozen=True)
class Setting(Generic[T]):
    """One value kept in the profile under ``gengdi/<key>``; ``label`` and ``hint`` are asked when shown."""

    key: str
    default: T
    label: Callable[[], str]
    hint: Callable[[], str]

    def value(self) -> T:
        """The stored value, or the default."""
        return QgsSettings().value(f"gengdi/{self.key}", self.default, type=type(self.default))

    def store(self, value: T) -> None:
        """Keep ``value`` in the profile."""
        QgsSettings().setValue(f"gengdi/{self.key}", value)


OFFICER = Setting(
    "officer",
    "",
    lambda: tr("Your name"),
    lambda: tr("Recorded with every screening, finding and audit; empty takes the account's name."),
)
BIND_NEW_LAYERS = Setting(
    "bind_new_layers",
    True,
    lambda: tr("Bind layers to roles when they are added"),
    lambda: tr("By name, fields and geometry; the Layers page shows the score, and you can overrule it."),
)
SHOW_GUIDE = Setting(
    "show_guide",
    True,
    lambda: tr("Show the steps of the work at the top of the panel"),
    lambda: tr("Layers, binding, check-up, screening, review: where you are and what comes next."),
)
MARKING = Setting(
    "marking",
    "",
    lambda: tr("Marking"),
    lambda: tr(
        "Of projects for which none is chosen in the panel, for example 内部 or 涉密: it stands beside "
        "“Offline” and on every list and sheet. Empty: none."
    ),
)
TEMPLATES = Setting(
    "templates",
    "",
    lambda: tr("Folder of own templates"),
    lambda: tr(
        "Layouts (.qpt), forms (.json) and tables of casework (.csv: deadlines, reminders, patrols, "
        "measures, who leads) of the bureau with the names of Gengdi's own are taken instead of them; "
        "empty: none."
    ),
)
LIVE = Setting(
    "live",
    True,
    lambda: tr("Follow edits after a screening (Live)"),
    lambda: tr("The inputs of the last run stay in memory, and verdicts follow edits before they are saved."),
)
#: Chosen in the finding's dialog, not on the options page.
FINDING_SET = Setting(
    "finding_set",
    "own",
    lambda: tr("Set of categories"),
    lambda: tr("The words of the system to which findings are reported."),
)
ALL = (OFFICER, BIND_NEW_LAYERS, SHOW_GUIDE, LIVE, MARKING, TEMPLATES)
