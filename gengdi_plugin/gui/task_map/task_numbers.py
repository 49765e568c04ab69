"""What the Task Map counts in the open workspace."""

from __future__ import annotations

from pathlib import Path

from qgis.core import QgsFeedback

from ...core.i18n import tr

#: Everything that is counted.
NUMBERS = ("to_verify", "cases_open", "cases_late", "problems_new", "problems_late", "sources")


def told(number: str, count: int) -> str:
    """A count in words."""
    texts = {
        "to_verify": tr("{n} to verify"),
        "cases_open": tr("{n} open"),
        "cases_late": tr("{n} overdue"),
        "problems_new": tr("{n} to judge"),
        "problems_late": tr("{n} overdue"),
        "sources": tr("{n} sources"),
    }
    return texts[number].format(n=f"{count:,}")


def read_numbers(path: Path, feedback: QgsFeedback) -> dict[str, int]:
    """The numbers of cases and problems of the workspace ``path``, in any thread."""
    from ...core.stopping import stoppable
    from ...store.due import due_rows, overdue
    from ...store.problem_rows import problem_rows
    from ...store.tracking import open_cases
    from ...store.workspace import open_workspace

    with stoppable(feedback.isCanceled), open_workspace(path, create=False) as workspace:
        late = len(overdue(due_rows(workspace)))
        feedback.setProgress(30)
        still = len(open_cases(workspace))
        feedback.setProgress(80)
        problems = [one for one in problem_rows(workspace) if not one.closed]
    return {
        "cases_open": still,
        "cases_late": late,
        "problems_new": sum(one.next_event == "judged_filed" for one in problems),
        "problems_late": sum(one.overdue for one in problems),
    }
