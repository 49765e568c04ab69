"""The libraries in the zip work alone: under any package name, with no other library installed."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

VENDOR = Path(__file__).resolve().parents[2] / "gengdi_plugin" / "_vendor"

# What a QGIS without any further Python package does with them.
USE = """
import io, sys
from elsewhere._vendor import exifread, segno, sqlite_utils, xlsxwriter

LIBRARIES = {"click", "pluggy", "dateutil", "pandas", "sqlite_utils", "segno", "xlsxwriter", "exifread"}
database = sqlite_utils.Database(memory=True)
database["patch"].insert_all([{"uid": "a", "area_m2": 1.5}, {"uid": "b", "area_m2": 2.5}], pk="uid")
database["patch"].upsert({"uid": "a", "area_m2": 3.5}, pk="uid")
assert [row["area_m2"] for row in database["patch"].rows_where(order_by="uid")] == [3.5, 2.5]

stream = io.BytesIO()
book = xlsxwriter.Workbook(stream)
book.add_worksheet().write_string(0, 0, "图斑")
book.close()
assert stream.getvalue().startswith(b"PK")

assert segno.make("330211001001-H51H0510").designator
assert exifread.process_file(io.BytesIO(b"no photo"), details=False) == {}
names = {module.split(".")[0] for module in sys.modules}
print(sorted(names & LIBRARIES))
"""


def test_they_work_alone_under_another_name(tmp_path: Path) -> None:
    shutil.copytree(VENDOR, tmp_path / "elsewhere" / "_vendor")
    (tmp_path / "elsewhere" / "__init__.py").touch()
    command = [sys.executable, "-I", "-S", "-c", f"import sys; sys.path.insert(0, {str(tmp_path)!r})\n{USE}"]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert done.stdout.strip() == "[]"


@pytest.mark.parametrize("package", ["sqlite_utils", "sqlite_fts4", "xlsxwriter", "segno", "exifread"])
def test_each_keeps_its_licence(package: str) -> None:
    assert [path for path in (VENDOR / package).glob("LICENSE*") if path.stat().st_size > 500]


def test_the_connection_is_pythons_own_sqlite() -> None:
    """A second SQLite library in the process would not see QGIS's locks."""
    import sqlite3

    from gengdi_plugin._vendor.sqlite_utils import Database

    assert isinstance(Database(memory=True).conn, sqlite3.Connection)
