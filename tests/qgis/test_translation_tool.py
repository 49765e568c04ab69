"""From ``tr("…")`` in the code to Chinese on the screen: the tool that keeps the .ts file."""

from __future__ import annotations

import importlib.util
import sys
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType

import pytest

from qgis.PyQt.QtCore import QCoreApplication, QTranslator

ROOT = Path(__file__).resolve().parents[2]
CODE = """
def sentence(n, name):
    a = tr("%n patch(es)", n)
    b = tr("Layer {name} has "
           "no <CRS> & no fields").format(name=name)
    return a, b, tr("Screen")
"""


def load(monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    spec = importlib.util.spec_from_file_location("gengdi_translations", ROOT / ".ci" / "translations.py")
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    monkeypatch.setitem(sys.modules, spec.name, module)
    spec.loader.exec_module(module)
    return module


@pytest.fixture
def tool(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[ModuleType]:
    """The tool, pointed at a small package of its own."""
    module = load(monkeypatch)
    monkeypatch.setattr(module, "ROOT", tmp_path)
    monkeypatch.setattr(module, "PACKAGE", tmp_path)
    monkeypatch.setattr(module, "FILE", tmp_path / "i18n" / "gengdi_zh_CN.ts")
    (tmp_path / "code.py").write_text(CODE, encoding="utf-8")
    yield module


def run(tool: ModuleType, monkeypatch: pytest.MonkeyPatch, *options: str) -> int:
    monkeypatch.setattr(sys, "argv", ["translations.py", *options])
    return int(tool.main())


def fill(tool: ModuleType, **chinese: str) -> None:
    wanted = tool.texts()
    known = {text.source: chinese[text.source.split()[0].strip("%")] for text in wanted}
    tool.FILE.write_text(tool.document(wanted, known), encoding="utf-8")


def test_every_text_of_the_plugin_is_translated(monkeypatch: pytest.MonkeyPatch) -> None:
    tool = load(monkeypatch)
    assert tool.problems(tool.texts(), tool.translations()) == []


def test_texts_reach_the_screen(qgis_app: object, tool: ModuleType, monkeypatch: pytest.MonkeyPatch) -> None:
    assert run(tool, monkeypatch, "--update") == 0
    fill(tool, n="%n 个图斑", Layer="图层 {name} 没有 <坐标系> & 字段", Screen="筛查")
    assert run(tool, monkeypatch, "--update", "--compile", "--check") == 0
    translator = QTranslator()
    assert translator.load(str(tool.FILE.with_suffix(".qm")))
    QCoreApplication.installTranslator(translator)
    try:
        assert QCoreApplication.translate("@default", "%n patch(es)", None, 3) == "3 个图斑"
        layer = QCoreApplication.translate("@default", "Layer {name} has no <CRS> & no fields")
        assert layer == "图层 {name} 没有 <坐标系> & 字段"
        assert QCoreApplication.translate("@default", "Screen") == "筛查"
    finally:
        QCoreApplication.removeTranslator(translator)


def test_an_untranslated_text_fails_the_check(tool: ModuleType, monkeypatch: pytest.MonkeyPatch) -> None:
    assert run(tool, monkeypatch, "--update") == 0
    assert run(tool, monkeypatch, "--check") == 1


def test_a_new_text_makes_the_file_stale(
    tool: ModuleType, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    run(tool, monkeypatch, "--update")
    fill(tool, n="%n 个", Layer="{name}", Screen="筛查")
    assert run(tool, monkeypatch, "--check") == 0
    (tmp_path / "more.py").write_text('def f():\n    return tr("Zoom")\n', encoding="utf-8")
    assert run(tool, monkeypatch, "--check") == 1
    run(tool, monkeypatch, "--update")
    assert tool.translations()["Screen"] == "筛查", "translations already made are kept"


def test_a_lost_placeholder_fails_the_check(tool: ModuleType, monkeypatch: pytest.MonkeyPatch) -> None:
    run(tool, monkeypatch, "--update")
    fill(tool, n="%n 个", Layer="图层没有字段", Screen="筛查")
    assert run(tool, monkeypatch, "--check") == 1
