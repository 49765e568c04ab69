"""Join the plugin as QGIS loads it: ``build/plugins/gengdi_plugin``.

The package with metadata.txt, LICENSE, icons, the user's pages of docs/, compiled resources, translations
and the vendored libraries; no tests, no byte code, nothing that only a developer needs.
"""

from __future__ import annotations

import configparser
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PACKAGE = ROOT / "gengdi_plugin"
STAGED = ROOT / "build" / "plugins" / "gengdi_plugin"
#: For developers; and the tutorial, whose pictures stay in the repository.
NOT_CARRIED = {"house.md", "development.md", "tutorial.md", "tutorial.zh.md"}
# pyrcc5 writes the files' times into its output: the same bytes need the same times.
FIXED_TIME = 315_619_200  # 1980-01-02, the first whole day a zip can express


def metadata() -> configparser.SectionProxy:
    """The plugin's metadata, read as the plugin site reads it."""
    parser = configparser.ConfigParser()
    parser.optionxform = str  # type: ignore[assignment,method-assign]
    parser.read_string((ROOT / "metadata.txt").read_text(encoding="utf-8"))
    return parser["general"]


def copy_package(target: Path) -> None:
    ignored = shutil.ignore_patterns("__pycache__", "*.pyc", ".*", "*.ts", "_vendor.*")
    shutil.copytree(PACKAGE, target, ignore=ignored)
    for required in ("_vendor/VENDORED.txt", "i18n/gengdi_zh_CN.qm"):
        if not (target / required).is_file():
            raise FileNotFoundError(f"gengdi_plugin/{required} is missing; `make stage` makes it")


def copy_company(target: Path) -> None:
    for name in ("metadata.txt", "LICENSE"):
        shutil.copy(ROOT / name, target / name)
    (target / "icons").mkdir()
    for path in sorted((ROOT / "icons").glob("*.svg")):
        shutil.copy(path, target / "icons" / path.name)
        os.utime(target / "icons" / path.name, (FIXED_TIME, FIXED_TIME))
    (target / "docs").mkdir()
    for path in sorted((ROOT / "docs").glob("*.md")):
        if path.name not in NOT_CARRIED:
            shutil.copy(path, target / "docs" / path.name)


def list_icons() -> None:
    """Keep ``resources.qrc`` in step with ``icons/``."""
    names = sorted(path.name for path in (ROOT / "icons").glob("*.svg"))
    lines = ["<!DOCTYPE RCC>", '<RCC version="1.0">', '  <qresource prefix="/gengdi">']
    lines += [f"    <file>icons/{name}</file>" for name in names]
    text = "\n".join([*lines, "  </qresource>", "</RCC>", ""])
    listing = ROOT / "resources.qrc"
    if not listing.is_file() or listing.read_text(encoding="utf-8") != text:
        listing.write_text(text, encoding="utf-8")


def compile_resources(target: Path) -> None:
    """``resources.qrc`` as Python, importing Qt through QGIS so that it loads under Qt 5 and 6."""
    shutil.copy(ROOT / "resources.qrc", target / "resources.qrc")
    try:
        # Without a fixed seed Qt's hash tables put the icons in another order every time.
        env = {**os.environ, "QT_HASH_SEED": "0"}
        command = ["pyrcc5", "resources.qrc"]
        done = subprocess.run(command, cwd=target, env=env, check=True, stdout=subprocess.PIPE, text=True)
    finally:
        (target / "resources.qrc").unlink()
    text, count = re.subn(r"^from PyQt5 import", "from qgis.PyQt import", done.stdout, flags=re.M)
    if count != 1:
        raise ValueError(f"pyrcc5 wrote {count} imports of PyQt5, not one")
    (target / "resources.py").write_text(text, encoding="utf-8")


def main() -> int:
    fresh = STAGED.with_name(f".gengdi_plugin.{os.getpid()}")
    shutil.rmtree(fresh, ignore_errors=True)
    STAGED.parent.mkdir(parents=True, exist_ok=True)
    try:
        list_icons()
        copy_package(fresh)
        copy_company(fresh)
        compile_resources(fresh)
        shutil.rmtree(STAGED, ignore_errors=True)
        fresh.rename(STAGED)
    finally:
        shutil.rmtree(fresh, ignore_errors=True)
    print(f"staged gengdi_plugin {metadata()['version']} in {STAGED.parent.relative_to(ROOT)}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
