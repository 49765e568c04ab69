"""Keep ``gengdi_plugin/i18n/gengdi_zh_CN.ts`` in step with the ``tr("…")`` calls of the code.

``--update`` adds new texts and drops those no longer used, ``--check`` fails when the file is stale or a
translation is missing or does not fit its text, ``--compile`` makes the ``.qm`` that QGIS reads.

The texts are collected here and not with pylupdate5, which does not file ``tr("%n patches", n)`` as a
plural. All texts lie in the context ``@default`` and carry no line numbers: the file changes only
when a text does.
"""

from __future__ import annotations

import argparse
import ast
import re
import subprocess
import sys
import xml.etree.ElementTree as ET
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from xml.sax.saxutils import escape

ROOT = Path(__file__).resolve().parent.parent
PACKAGE = ROOT / "gengdi_plugin"
FILE = PACKAGE / "i18n" / "gengdi_zh_CN.ts"
PLACEHOLDER = re.compile(r"\{[^{}]*\}|%n|%\d")


@dataclass(frozen=True)
class Text:
    """A text of the interface; ``plural`` when it is shown with a number."""

    source: str
    plural: bool


def sources() -> list[Path]:
    return sorted(path for path in PACKAGE.rglob("*.py") if "_vendor" not in path.parts)


def calls_of_tr(path: Path) -> Iterator[ast.Call]:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"), filename=str(path))):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "tr":
            yield node


def texts() -> list[Text]:
    """Every text of the code once, sorted; the house tests see to it that each is a literal."""
    plurals: dict[str, bool] = {}
    for path in sources():
        for call in calls_of_tr(path):
            literal = call.args[0] if call.args else None
            if isinstance(literal, ast.Constant) and isinstance(literal.value, str):
                counted = len(call.args) > 1 or bool(call.keywords)
                plurals[literal.value] = plurals.get(literal.value, False) or counted
    return [Text(source, plural) for source, plural in sorted(plurals.items())]


def translations() -> dict[str, str]:
    """What the file says now, by text; unfinished ones are left out."""
    if not FILE.is_file():
        return {}
    known = {}
    for message in ET.parse(FILE).getroot().iter("message"):  # noqa: S314 - our own file
        translation = message.find("translation")
        if translation is None or translation.get("type") is not None:
            continue
        form = translation.find("numerusform")
        text = (form if form is not None else translation).text
        if text:
            known[message.findtext("source") or ""] = text
    return known


def document(wanted: list[Text], known: dict[str, str]) -> str:
    """The .ts file: Chinese has one plural form."""
    lines = ['<?xml version="1.0" encoding="utf-8"?>', "<!DOCTYPE TS>"]
    lines += ['<TS version="2.1" language="zh_CN" sourcelanguage="en">', "<context>"]
    lines.append("    <name>@default</name>")
    for text in wanted:
        translated = known.get(text.source)
        state = "" if translated else ' type="unfinished"'
        body = escape(translated or "")
        if text.plural:
            body = f"<numerusform>{body}</numerusform>"
        lines.append('    <message numerus="yes">' if text.plural else "    <message>")
        lines.append(f"        <source>{escape(text.source)}</source>")
        lines.append(f"        <translation{state}>{body}</translation>")
        lines.append("    </message>")
    return "\n".join([*lines, "</context>", "</TS>", ""])


def problems(wanted: list[Text], known: dict[str, str]) -> list[str]:
    """What is wrong with the file, one line each."""
    found = []
    if not FILE.is_file() or FILE.read_text(encoding="utf-8") != document(wanted, known):
        found.append(f"{FILE.name} is stale: run `make translations`")
    for text in wanted:
        translated = known.get(text.source)
        if translated is None:
            found.append(f"not translated: {text.source!r}")
        elif sorted(PLACEHOLDER.findall(text.source)) != sorted(PLACEHOLDER.findall(translated)):
            found.append(f"other placeholders than the text: {text.source!r} -> {translated!r}")
    return found


def compile_file() -> None:
    """Make the .qm when it is older than the .ts."""
    target = FILE.with_suffix(".qm")
    if not target.is_file() or target.stat().st_mtime < FILE.stat().st_mtime:
        command = ["lrelease", "-silent", "-nounfinished", str(FILE), "-qm", str(target)]
        subprocess.run(command, check=True)


def main() -> int:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--update", action="store_true")
    parser.add_argument("--check", action="store_true")
    parser.add_argument("--compile", action="store_true")
    options = parser.parse_args()
    wanted, known = texts(), translations()
    if options.update:
        FILE.parent.mkdir(exist_ok=True)
        fresh = document(wanted, known)
        if not FILE.is_file() or FILE.read_text(encoding="utf-8") != fresh:
            FILE.write_text(fresh, encoding="utf-8")
        open_ones = sum(text.source not in known for text in wanted)
        print(f"{FILE.relative_to(ROOT)}: {len(wanted)} texts, {open_ones} not translated")
        known = translations()
    if options.compile:
        compile_file()
    found = problems(wanted, known) if options.check else []
    for line in found:
        print(line, file=sys.stderr)
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
