"""F1 and "why?" always find their place: every anchor the interface asks for is in both guides, explained."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest

from gengdi_plugin.core.vocabulary import keys, word

ROOT = Path(__file__).resolve().parents[2]
GUIDES = {"en": ROOT / "docs" / "user-guide.md", "zh": ROOT / "docs" / "user-guide.zh.md"}
HEADING = re.compile(r"^#+ (?P<title>.*?)(?: \{#(?P<anchor>[\w-]+)\})?$", re.MULTILINE)
EXPLAINED = [(group, key) for group in ("reason", "why_not") for key in keys(group)]
#: What the sentences of each language end with, and how advice begins.
ENDS, ADVICE = {"en": r"[.;:](?=\s|$)", "zh": "[。；]"}, {"en": "Next: ", "zh": "下一步："}


def sections(language: str) -> dict[str, tuple[str, str]]:
    """Anchor -> (title, text up to the next heading)."""
    text = GUIDES[language].read_text(encoding="utf-8")
    found = list(HEADING.finditer(text))
    ends = [match.start() for match in found[1:]] + [len(text)]
    assert len({m["anchor"] for m in found if m["anchor"]}) == sum(bool(m["anchor"]) for m in found)
    return {
        match["anchor"]: (match["title"], text[match.end() : end].strip())
        for match, end in zip(found, ends)
        if match["anchor"]
    }


@pytest.mark.parametrize("language", GUIDES)
@pytest.mark.parametrize(("group", "key"), EXPLAINED)
def test_every_reason_is_explained_with_what_to_do_next(language: str, group: str, key: str) -> None:
    title, text = sections(language)[f"{group}-{key}"]
    assert title.casefold() == word(group, key, language).casefold(), "the heading is the vocabulary's word"
    assert ADVICE[language] in text
    assert 2 <= len(re.findall(ENDS[language], text)) <= 6, text


@pytest.mark.parametrize("language", GUIDES)
def test_no_section_explains_what_the_vocabulary_does_not_know(language: str) -> None:
    known = {f"{group}-{key}" for group, key in EXPLAINED}
    told = {name for name in sections(language) if name.startswith(("reason-", "why_not-"))}
    assert told == known


def asked_for() -> set[str]:
    """The anchors written in the interface: in calls that lead there, and what ``help_anchor`` returns."""
    asked = set()
    for path in (ROOT / "gengdi_plugin" / "gui").rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if (
                isinstance(node, ast.Call)
                and isinstance(node.func, ast.Name)
                and node.func.id in ("open_guide", "help_button", "dialog_buttons")
            ):
                values: list[ast.expr | None] = node.args[-1:]
            elif isinstance(node, ast.FunctionDef) and node.name == "help_anchor":
                values = [part.value for part in ast.walk(node) if isinstance(part, ast.Return)]
            else:
                continue
            asked |= {v.value for v in values if isinstance(v, ast.Constant) and isinstance(v.value, str)}
    return asked - {""}


@pytest.mark.parametrize("language", GUIDES)
def test_every_anchor_the_interface_asks_for_is_there(language: str) -> None:
    asked = asked_for()
    assert {"roles", "screening", "patches", "panel", "findings", "lists", "checkup", "run"} <= asked
    assert asked - set(sections(language)) == set()


def test_both_guides_have_the_same_anchors() -> None:
    assert set(sections("en")) == set(sections("zh"))
