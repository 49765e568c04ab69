"""The patches of one sitting in their order, where the officer is, and what was decided."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any

#: What can be decided about a patch. The first four are recorded, a skipped patch is only passed over.
DISPATCHED, LAWFUL, SECOND_LOOK, LOOKED_AGAIN, SKIPPED = KINDS = (
    "dispatched", "lawful", "second_look", "looked_again", "skipped",
)  # fmt: skip


@dataclass
class Decision:
    """One decision of the sitting. ``undo(workspace)`` takes back what was recorded and is None where nothing
    was, or while it is not known yet (``pending``: a document that is still being screened)."""

    uid: str
    kind: str
    note: str = ""
    undo: Callable[[Any], object] | None = field(default=None, repr=False)
    pending: bool = False


class ReviewQueue:
    """Pure bookkeeping: no workspace, no widget. ``uids``: the patches in the order of the sitting."""

    def __init__(self, uids: Sequence[str], begin: str = "") -> None:
        self._uids = list(uids)
        self._places = {uid: place for place, uid in enumerate(self._uids)}
        self._place = self._places.get(begin, 0)
        self.decisions: list[Decision] = []

    def __len__(self) -> int:
        return len(self._uids)

    def current(self) -> str:
        """The patch under review; "" behind the last one."""
        return self._uids[self._place] if self._place < len(self._uids) else ""

    def position(self) -> int:
        """Which patch it is, from 1; one more than all behind the last one."""
        return self._place + 1

    def next(self) -> bool:
        """Go on; False behind the last patch."""
        if self._place >= len(self._uids):
            return False
        self._place += 1
        return True

    def previous(self) -> bool:
        """Go back; False at the first patch."""
        if self._place == 0:
            return False
        self._place -= 1
        return True

    def go(self, uid: str) -> bool:
        """Go to this patch; False when it is not in the sitting."""
        place = self._places.get(uid)
        if place is None:
            return False
        self._place = place
        return True

    def add(self, decision: Decision) -> None:
        """Remember what was decided."""
        self.decisions.append(decision)

    def drop(self, decision: Decision) -> None:
        """Forget a decision that did not come to be, or was taken back."""
        self.decisions = [one for one in self.decisions if one is not decision]

    def last(self) -> Decision | None:
        """The last decision of the sitting, None when there is none."""
        return self.decisions[-1] if self.decisions else None

    def of(self, uid: str) -> Decision | None:
        """What was decided last about a patch."""
        return next((one for one in reversed(self.decisions) if one.uid == uid), None)

    def counts(self) -> dict[str, int]:
        """How many patches: ``all``, each of :data:`KINDS` by the last decision on a patch, ``decided`` (all
        of these but the skipped), ``pending`` documents, and ``open``, of which nothing was said."""
        latest = {one.uid: one.kind for one in self.decisions}
        by_kind = Counter(latest.values())
        return {
            "all": len(self._uids),
            **{kind: by_kind[kind] for kind in KINDS},
            "decided": len(latest) - by_kind[SKIPPED],
            "pending": sum(one.pending for one in self.decisions),
            "open": len(self._uids) - len(latest),
        }
