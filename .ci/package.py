"""Make ``dist/gengdi_plugin-<version>.zip`` from the staged plugin, and check the plugin site's rules.

The same bytes come from the same commit: entries are sorted, times are the commit's, modes are fixed.
"""

from __future__ import annotations

import configparser
import subprocess
import sys
import time
import zipfile
from pathlib import Path, PurePosixPath

from stage import FIXED_TIME, ROOT, STAGED, metadata

LARGEST = 25 * 1024 * 1024
REQUIRED_FILES = ("__init__.py", "metadata.txt", "LICENSE")
REQUIRED_FIELDS = [
    *("name", "description", "version", "qgisMinimumVersion", "author"),
    *("email", "about", "tracker", "repository"),
]
FOREIGN = {"__MACOSX", "__pycache__"}
BINARIES = {".exe", ".dll", ".so", ".dylib", ".sh", ".bat", ".pyc", ".pyd", ".whl"}


def commit_time() -> int:
    """Seconds since the epoch of the commit; a constant outside a repository."""
    command = ["git", "-C", str(ROOT), "log", "-1", "--format=%ct"]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    return max(int(done.stdout), FIXED_TIME) if done.returncode == 0 and done.stdout else FIXED_TIME


def write_zip(folder: Path, target: Path, seconds: int) -> None:
    """Zip ``folder`` as the one top folder of ``target``."""
    moment = time.gmtime(seconds)[:6]
    target.parent.mkdir(parents=True, exist_ok=True)
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
        for path in sorted(folder.rglob("*"), key=lambda path: path.relative_to(folder).as_posix()):
            if path.is_file() and "__pycache__" not in path.parts:
                entry = zipfile.ZipInfo(f"{folder.name}/{path.relative_to(folder).as_posix()}", moment)
                entry.compress_type = zipfile.ZIP_DEFLATED
                entry.create_system = 3
                entry.external_attr = 0o100644 << 16
                archive.writestr(entry, path.read_bytes())


def violations(target: Path) -> list[str]:
    """The plugin site's rules that ``target`` breaks."""
    found = []
    if target.stat().st_size > LARGEST:
        found.append(f"larger than {LARGEST} bytes")
    with zipfile.ZipFile(target) as archive:
        names = archive.namelist()
        top = {name.split("/")[0] for name in names}
        if len(top) != 1:
            found.append(f"not one top folder but {sorted(top)}")
        folder = sorted(top)[0]
        found += [f"{name} is missing" for name in REQUIRED_FILES if f"{folder}/{name}" not in names]
        for name in names:
            parts = PurePosixPath(name).parts
            hidden = any(part.startswith(".") or part in FOREIGN for part in parts)
            if hidden or "\\" in name:
                found.append(f"hidden or foreign: {name}")
            if PurePosixPath(name).suffix.lower() in BINARIES:
                found.append(f"binary or script: {name}")
        found += metadata_violations(archive.read(f"{folder}/metadata.txt").decode())
    return found


def metadata_violations(text: str) -> list[str]:
    parser = configparser.ConfigParser()
    parser.optionxform = str  # type: ignore[assignment,method-assign]
    parser.read_string(text)
    general = parser["general"]
    found = [f"metadata: no {field}" for field in REQUIRED_FIELDS if not general.get(field, raw=True)]
    if "%" in text:
        found.append("metadata: % stops the site's reader")
    if "/" in general["author"]:
        found.append("metadata: author with a slash")
    if "plugin" in general["name"].lower():
        found.append("metadata: 'plugin' in the name")
    return found


def main() -> int:
    target = ROOT / "dist" / f"gengdi_plugin-{metadata()['version']}.zip"
    write_zip(STAGED, target, commit_time())
    found = violations(target)
    for line in found:
        print(f"{target.name}: {line}", file=sys.stderr)
    if found:
        target.unlink()
        return 1
    print(f"{target.relative_to(ROOT)}: {target.stat().st_size / 1024:.0f} KiB")
    return 0


if __name__ == "__main__":
    sys.exit(main())
