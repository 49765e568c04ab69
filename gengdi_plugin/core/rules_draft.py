"""A rule set being edited: values by place, undo and redo, faults as they arise, and saving as a new one.

A place is the way to a value in the document: keys and, in lists, numbers.
"""

from __future__ import annotations

import copy
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from .rules import RuleSet, default_rules, rules_from_text, rules_text
from .rules_check import check_rules
from .rules_schema import SCHEMA, Fault

Place = tuple[object, ...]

#: Keys that say what a rule set is, not what it rules: they are no reason to call it changed.
ABOUT = ("schema", "id", "version", "title", "note", "official", "changed")


def place_text(place: Place) -> str:
    """A place as faults name it."""
    text = ""
    for key in place:
        text += f"[{key}]" if isinstance(key, int) else f".{key}" if text else str(key)
    return text


def value_at(document: Any, place: Place) -> Any:
    """The value at ``place``; None where there is none. Approval types are found by name (a text in the
    place of a number), so that places hold in documents with other rows."""
    for key in place:
        if isinstance(document, list) and isinstance(key, str):
            document = next((row for row in document if row.get("type") == key), None)
        elif isinstance(document, dict):
            document = document.get(key)
        elif isinstance(document, list) and isinstance(key, int) and key < len(document):
            document = document[key]
        else:
            return None
    return document


@dataclass
class RuleDraft:
    """``document``: as edited now; ``base``: what it started from; ``default``: Gengdi's own rule set."""

    base: RuleSet
    document: dict[str, Any] = field(default_factory=dict)
    default: RuleSet = field(default_factory=default_rules)
    _undo: list[dict[str, Any]] = field(default_factory=list)
    _redo: list[dict[str, Any]] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.document = {"overrides": [], **copy.deepcopy(self.base.document), "schema": SCHEMA}
        self._start = copy.deepcopy(self.document)

    def value(self, place: Place) -> Any:
        """The value at ``place`` now."""
        return value_at(self.document, place)

    def default_value(self, place: Place) -> Any:
        """The value at ``place`` in the default rule set."""
        return value_at(self.default.document, place)

    def differs(self, place: Place) -> bool:
        """Whether the value is another one than the default's."""
        return bool(_plain(self.value(place)) != _plain(self.default_value(place)))

    def put(self, place: Place, value: Any) -> None:
        """Set the value at ``place``; the same value is no step to undo."""
        if self.value(place) == value:
            return
        self._keep()
        target = value_at(self.document, place[:-1])
        target[self._key(target, place[-1])] = value

    def remove(self, place: Place) -> None:
        """Take the row or key at ``place`` away."""
        self._keep()
        target = value_at(self.document, place[:-1])
        del target[self._key(target, place[-1])]

    def add(self, place: Place, value: Any) -> None:
        """Add ``value`` behind the list at ``place``."""
        self._keep()
        value_at(self.document, place).append(value)

    def reset(self, place: Place) -> None:
        """Give the value at ``place`` back what the default rule set has."""
        value = copy.deepcopy(self.default_value(place))
        if value is None and self.value(place) is not None:
            self.remove(place)
        elif value is not None:
            self.put(place, value)

    def reset_all(self) -> None:
        """Everything as in the default rule set, but what the rule set is called."""
        rules = copy.deepcopy(self.default.document)
        own = {key: self.document[key] for key in ABOUT if key in self.document}
        self._keep()
        self.document = {"overrides": [], **rules, **own, "schema": SCHEMA}

    def replace(self, rules: RuleSet) -> None:
        """Go on with another rule set (import); it can be undone."""
        self._keep()
        self.document = {"overrides": [], **copy.deepcopy(rules.document), "schema": SCHEMA}

    def undo(self) -> None:
        """Take the last step back."""
        if self._undo:
            self._redo.append(self.document)
            self.document = self._undo.pop()

    def redo(self) -> None:
        """Take the last undoing back."""
        if self._redo:
            self._undo.append(self.document)
            self.document = self._redo.pop()

    def can_undo(self) -> bool:
        """Whether there is a step to take back."""
        return bool(self._undo)

    def can_redo(self) -> bool:
        """Whether there is an undoing to take back."""
        return bool(self._redo)

    def edited(self) -> bool:
        """Whether anything is other than at the start."""
        return self.document != self._start

    def faults(self) -> list[Fault]:
        """What is wrong now; places name approval types by number, as the file has them."""
        return check_rules(self.document)

    def fault_at(self, place: Place, faults: list[Fault]) -> str:
        """The sentences of ``faults`` that speak of the value at ``place``."""
        name = place_text(self.numbered(place))
        inside = (f"{name}.", f"{name}[")
        return "\n".join(one.told for one in faults if one.place == name or one.place.startswith(inside))

    def numbered(self, place: Place) -> Place:
        """The place with approval types by number."""
        found: list[object] = []
        target: Any = self.document
        for key in place:
            found.append(self._key(target, key))
            target = value_at(target, (key,))
        return tuple(found)

    def rules(self) -> RuleSet:
        """The draft as a rule set; raises InputError while it has faults."""
        return rules_from_text(rules_text(self.document), str(self.document.get("id")))

    def saved_as(self, name: str, who: str, why: str) -> dict[str, Any]:
        """The document to be written: called ``name``, one version on where the name stays, with who
        changed it, when and why. It is never called official."""
        again = name == self.base.id
        return {
            **self.document,
            "id": name,
            "version": self.base.version + 1 if again else 1,
            "official": False,
            "changed": {
                "by": who,
                "why": why,
                "at": datetime.now().astimezone().isoformat(timespec="seconds"),
                "based_on": f"{self.base.id} {self.base.version} {self.base.hash}",
            },
        }

    def _keep(self) -> None:
        self._undo.append(copy.deepcopy(self.document))
        self._redo.clear()

    def _key(self, target: Any, key: object) -> Any:
        if isinstance(target, list) and isinstance(key, str):
            return next((k for k, row in enumerate(target) if row.get("type") == key), key)
        return key


def _plain(value: Any) -> Any:
    """A value to compare: lists are sets of codes."""
    return sorted(map(str, value)) if isinstance(value, list) else value
