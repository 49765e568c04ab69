"""A PostGIS server of the benchmark's own, where one is installed: a fresh cluster, thrown away afterwards.

It listens on a socket in its own folder only. ``GENGDI_BENCH_PG_BIN`` names the programs of a PostgreSQL that
lies elsewhere than Debian puts it.
"""

from __future__ import annotations

import importlib.util
import os
import pwd
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

_USER = "postgres"


def programs() -> Path | None:
    """The folder of the newest PostgreSQL that has PostGIS; None when there is none."""
    given = os.environ.get("GENGDI_BENCH_PG_BIN")
    folders = [Path(given)] if given else sorted(Path("/usr/lib/postgresql").glob("*/bin"), reverse=True)
    for folder in folders:
        version = folder.parent.name
        extensions = folder.parents[3] / "share" / "postgresql" / version / "extension"
        if (folder / "initdb").is_file() and (extensions / "postgis.control").is_file():
            return folder
    return None


def absent() -> str:
    """Why PostGIS is left out; empty when it can run."""
    if programs() is None:
        return "not installed"
    if importlib.util.find_spec("psycopg2") is None:
        return "not installed: psycopg2"
    return "" if shutil.which("ogr2ogr") else "not installed: ogr2ogr"


@contextmanager
def server() -> Iterator[str]:
    """A running server with a database that has PostGIS; the text that psycopg2 and OGR connect with."""
    folder = programs()
    if folder is None:
        raise RuntimeError("PostGIS is not installed")
    with tempfile.TemporaryDirectory(prefix="gengdi-postgis-") as name:
        cluster = Path(name) / "cluster"
        if os.geteuid() == 0:  # PostgreSQL refuses to run as root
            account = pwd.getpwnam(_USER)
            os.chown(name, account.pw_uid, account.pw_gid)
        _run(folder / "initdb", "-D", cluster, "-U", _USER, "--auth=trust", "--no-sync", "-E", "UTF8")
        options = f"-k {name} -c listen_addresses='' -c fsync=off"
        _run(folder / "pg_ctl", "-D", cluster, "-w", "-l", Path(name) / "log", "-o", options, "start")
        try:
            connection = f"host={name} user={_USER} dbname=postgres"
            yield connection
        finally:
            _run(folder / "pg_ctl", "-D", cluster, "-m", "immediate", "stop")


def _run(*command: object) -> None:
    words = [str(word) for word in command]
    if os.geteuid() == 0:
        words = ["runuser", "-u", _USER, "--", *words]
    # Not piped: the server that pg_ctl starts would hold the pipe open.
    with tempfile.TemporaryFile("w+") as said:
        done = subprocess.run(words, stdin=subprocess.DEVNULL, stdout=said, stderr=said, check=False, cwd="/")
        said.seek(0)
        text = said.read().strip()
    if done.returncode:
        raise RuntimeError(f"{words[-1]}: {text}")
