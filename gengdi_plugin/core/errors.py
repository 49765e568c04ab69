"""One family of errors whose message an officer can read and act on."""

from __future__ import annotations


class GengdiError(Exception):
    """What went wrong, where, and how to mend it, in one sentence for the officer."""


class InputError(GengdiError):
    """A layer, field, file or parameter cannot be used as it is."""


class WorkspaceError(GengdiError):
    """The workspace file cannot be opened, written or trusted."""


class IllegalTransition(GengdiError):
    """An event is not allowed in the state in which it was to happen; nothing was written."""


class Cancelled(GengdiError):
    """The officer cancelled; nothing half-written is left."""
