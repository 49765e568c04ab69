"""Rules of the house that a syntax tree can see; the linter sees the others."""

from __future__ import annotations

import ast
import configparser
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
PACKAGE = ROOT / "gengdi_plugin"
OLDEST_PYTHON = (3, 9)
LONGEST_FILE = 350
LONGEST_FUNCTION = 80
# Names that identify a format and are never opened.
IDENTIFIERS = re.compile(r"https?://(www\.w3\.org|mrcc\.com/qgis\.dtd|json-schema\.org|www\.opengis\.net)")
ADDRESS = re.compile(r"(?:https?|ftp)://[\w.-]+|\b(?:\d{1,3}\.){3}\d{1,3}\b")


def files(*patterns: str) -> list[Path]:
    found = [path for pattern in patterns for path in PACKAGE.rglob(pattern)]
    return sorted(path for path in found if not {"_vendor", "__pycache__"} & set(path.parts))


MODULES = files("*.py")


def place(path: Path, node: ast.AST) -> str:
    return f"{path.relative_to(ROOT)}:{getattr(node, 'lineno', 0)}"


def tree_of(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"), str(path), feature_version=OLDEST_PYTHON)


def test_there_is_a_house() -> None:
    assert len(MODULES) > 30


def test_every_module_is_python_3_9() -> None:
    """The Python of QGIS on Windows before 3.34.5."""
    for path in MODULES:
        tree_of(path)


def test_annotations_are_never_evaluated() -> None:
    """``str | None`` in an annotation works on Python 3.9 only when it stays a text."""
    without = [
        str(path.relative_to(ROOT))
        for path in MODULES
        if any(isinstance(node, (ast.FunctionDef, ast.AnnAssign)) for node in ast.walk(tree_of(path)))
        and "from __future__ import annotations" not in path.read_text(encoding="utf-8")
    ]
    assert without == []


def test_rooms_are_small() -> None:
    long = [
        f"{path.relative_to(ROOT)}: {count} lines"
        for path in [*MODULES, *sorted((ROOT / ".ci").glob("*.py"))]
        if (count := len(path.read_text(encoding="utf-8").splitlines())) > LONGEST_FILE
    ]
    assert long == []


def test_functions_fit_a_screen() -> None:
    long = [
        f"{place(path, node)} {node.name}"
        for path in MODULES
        for node in ast.walk(tree_of(path))
        if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef))
        and (node.end_lineno or 0) - node.lineno >= LONGEST_FUNCTION
    ]
    assert long == []


def is_tr(node: ast.AST) -> bool:
    return isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "tr"


def wrong_texts(path: Path, tree: ast.Module) -> Iterator[str]:
    """Calls of ``tr`` whose text the extractor cannot read, and translation by another way."""
    for node in ast.walk(tree):
        if is_tr(node):
            literal = node.args[0] if node.args else None
            if not (isinstance(literal, ast.Constant) and isinstance(literal.value, str)):
                yield f"{place(path, node)}: tr() needs a literal"
            elif "%n" in literal.value and len(node.args) + len(node.keywords) < 2:
                yield f"{place(path, node)}: %n without its number"
        elif isinstance(node, ast.Attribute) and node.attr == "tr":
            yield f"{place(path, node)}: .tr() looks the text up under the class that happens to run"


def texts_at_import(path: Path, tree: ast.Module) -> Iterator[str]:
    """Calls of ``tr`` that run when the module is imported: before the translator is there."""

    def visit(node: ast.AST) -> Iterator[str]:
        if is_tr(node):
            yield f"{place(path, node)}: tr() at import time"
        if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef, ast.Lambda)):
            arguments = node.args
            early: list[ast.AST] = [*arguments.defaults, *(d for d in arguments.kw_defaults if d)]
            early += getattr(node, "decorator_list", [])
        else:
            early = list(ast.iter_child_nodes(node))
        for child in early:
            yield from visit(child)

    yield from visit(tree)


def test_texts_are_literals() -> None:
    assert [line for path in MODULES for line in wrong_texts(path, tree_of(path))] == []


def test_no_text_at_import_time() -> None:
    assert [line for path in MODULES for line in texts_at_import(path, tree_of(path))] == []


@pytest.mark.parametrize(
    "source",
    ['tr(f"{name} patches")', 'tr("a" + name)', 'tr("%n patches")', 'self.tr("Screen")', "tr(NAME)"],
)
def test_the_rule_finds_wrong_texts(source: str) -> None:
    assert list(wrong_texts(MODULES[0], ast.parse(f"def f(self, name):\n    {source}")))


@pytest.mark.parametrize(
    "source",
    ['X = tr("a")', 'class A:\n    x = {"k": tr("a")}', 'def f(a=tr("a")): ...', '@d(tr("a"))\ndef f(): ...'],
)
def test_the_rule_finds_texts_at_import_time(source: str) -> None:
    assert list(texts_at_import(MODULES[0], ast.parse(source)))
    assert not list(texts_at_import(MODULES[0], ast.parse('def f():\n    return tr("a")')))


def test_the_log_speaks_not_print() -> None:
    calls = [
        place(path, node)
        for path in MODULES
        for node in ast.walk(tree_of(path))
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "print"
    ]
    assert calls == []


def test_no_address_is_built_in() -> None:
    """The plugin works offline; where something is fetched from, the officer says.

    One file names a service that officers add by their own doing: the preset of the national map.
    """
    found = []
    for path in files("*.py", "*.json", "*.csv", "*.qml", "*.qpt", "*.ui", "*.ts", "*.sql"):
        if path.name == "tianditu.json":
            continue
        text = IDENTIFIERS.sub("", path.read_text(encoding="utf-8"))
        found += [f"{path.relative_to(ROOT)}: {match}" for match in ADDRESS.findall(text)]
    assert found == []


def test_metadata_is_complete() -> None:
    text = (ROOT / "metadata.txt").read_text(encoding="utf-8")
    assert "%" not in text, "a bare % stops the reader"
    parser = configparser.ConfigParser()
    parser.read_string(text)
    general = parser["general"]
    assert re.fullmatch(r"\d+\.\d+\.\d+", general["version"])
    assert general["qgisMinimumVersion"] == "3.22"
    assert general["hasProcessingProvider"] == "yes"
    assert "shapely" in general["about"]
    assert (ROOT / general["icon"]).is_file()


def test_the_changelog_knows_the_version() -> None:
    parser = configparser.ConfigParser()
    parser.read_string((ROOT / "metadata.txt").read_text(encoding="utf-8"))
    changelog = (ROOT / "docs" / "changelog.md").read_text(encoding="utf-8")
    assert f"## [{parser['general']['version']}]" in changelog


def test_resources_list_every_icon() -> None:
    listed = re.findall(r"<file>(.+?)</file>", (ROOT / "resources.qrc").read_text(encoding="utf-8"))
    assert sorted(listed) == sorted(f"icons/{path.name}" for path in (ROOT / "icons").iterdir())


def test_tests_measure_no_time() -> None:
    """A machine under load must not fail a test: no assertion about a clock."""
    clocks = {"perf_counter", "monotonic", "process_time"}
    this = Path(__file__)
    timed = [
        str(path.relative_to(ROOT))
        for path in sorted((ROOT / "tests").rglob("*.py"))
        if path != this and any(f"time.{clock}" in path.read_text(encoding="utf-8") for clock in clocks)
    ]
    assert timed == []


def test_shapely_is_taken_from_the_kernel() -> None:
    """Loaded any other way inside QGIS on Linux, it may call QGIS's GEOS instead of its own."""
    wrong = [
        place(path, node)
        for path in MODULES
        if path != PACKAGE / "core" / "kernel.py"
        for node in ast.walk(tree_of(path))
        if (isinstance(node, ast.Import) and any(a.name.split(".")[0] == "shapely" for a in node.names))
        or (isinstance(node, ast.ImportFrom) and not node.level and (node.module or "").startswith("shapely"))
    ]
    assert wrong == []
