"""How far this user account has seen each chain, kept outside the workspace.

The file itself cannot tell that its newest entries were cut off, or that an older copy was put in its place:
what is cut off is gone with everything that names it. A few bytes per site in the account's own folder can
(``$XDG_STATE_HOME/gengdi/chains``, on Windows ``%LOCALAPPDATA%``). Losing them loses that protection only.
"""

from __future__ import annotations

import os
import secrets
from contextlib import suppress
from pathlib import Path


def memory_folder() -> Path:
    """Where the account remembers chains."""
    base = os.environ.get("XDG_STATE_HOME") or os.environ.get("LOCALAPPDATA")
    return (Path(base) if base else Path.home() / ".local" / "state") / "gengdi" / "chains"


def remembered(site: str) -> tuple[int, str] | None:
    """The last entry (seq, hash) of ``site`` that this account has seen; None when it has seen none."""
    with suppress(OSError, ValueError, RuntimeError):
        seq, mark = (memory_folder() / site).read_text(encoding="ascii").split()
        return int(seq), mark
    return None


def remember(site: str, seq: int, mark: str) -> None:
    """Note the last entry of ``site``; where nothing can be written nothing is remembered."""
    with suppress(OSError, RuntimeError):
        folder = memory_folder()
        folder.mkdir(parents=True, exist_ok=True)
        draft = folder / f".{site}.{secrets.token_hex(4)}"
        draft.write_text(f"{seq} {mark}", encoding="ascii")
        draft.replace(folder / site)
