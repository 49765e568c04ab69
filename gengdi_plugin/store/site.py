"""Which chain this file goes on with: a site is one file in one place on one machine.

A workspace may be copied with any tool, and both copies gone on with. Each must then have a chain of its own:
the site id is bound to the file's real path, device, inode and machine, and when one of them is other than
noted, a new id is drawn before anything is chained. A file that was put back over its own name keeps all
four; so each user account also remembers how far it has seen a chain (``chain_memory``).
"""

from __future__ import annotations

import json
import os
import secrets
import sqlite3
import uuid
from contextlib import suppress
from functools import lru_cache
from hashlib import sha256
from pathlib import Path
from typing import Any

_KEY = "site"

_STORE = (
    "INSERT INTO setting (key, value) VALUES (?, ?) ON CONFLICT(key) DO UPDATE SET value = excluded.value"
)


def binding(path: Path) -> str:
    """What the file at ``path`` is bound by, as a hash (the file may be handed to others): real path, device,
    inode, machine."""
    real = Path(os.path.realpath(path))
    found = real.stat()
    told = json.dumps([str(real), found.st_dev, found.st_ino, machine()])
    return sha256(told.encode("ascii")).hexdigest()


def bound_site(connection: sqlite3.Connection, path: Path) -> str:
    """The site id noted in the file, when it is bound to ``path``; else ''."""
    row = connection.execute("SELECT value FROM setting WHERE key = ?", (_KEY,)).fetchone()
    try:
        noted = json.loads(row[0]) if row else {}
        site, bound = str(noted.get("id", "")), noted.get("bound")
    except (ValueError, TypeError, AttributeError):
        return ""
    return site if site and bound == binding(path) else ""


def draw_site(connection: sqlite3.Connection, path: Path) -> str:
    """A new site id, noted in the file, inside an open transaction."""
    site = secrets.token_hex(8)
    connection.execute(_STORE, (_KEY, json.dumps({"id": site, "bound": binding(path)})))
    return site


@lru_cache(maxsize=1)
def machine() -> str:
    """A name of this machine that says nothing of it: the hash of its own id."""
    return sha256(f"gengdi\n{_machine_id()}".encode()).hexdigest()[:32]


def _machine_id() -> str:
    for file in ("/etc/machine-id", "/var/lib/dbus/machine-id"):
        with suppress(OSError, UnicodeDecodeError):
            if text := Path(file).read_text(encoding="ascii").strip():
                return text
    with suppress(ImportError, OSError):
        import winreg  # Windows only

        place = r"SOFTWARE\Microsoft\Cryptography"
        registry: Any = winreg
        access = registry.KEY_READ | registry.KEY_WOW64_64KEY
        with registry.OpenKey(registry.HKEY_LOCAL_MACHINE, place, 0, access) as key:
            return str(registry.QueryValueEx(key, "MachineGuid")[0])
    return f"{uuid.getnode():012x}"
