"""What kind of approval a layer's name, a row's word or a right of a registration stands for.

One rule everywhere: when several words hit, the weakest type wins. A layer called 增减挂钩拆旧建新
proves nothing until an officer says which half it is: a false green is worse than a question.
"""

from __future__ import annotations

from .presets import layer_presets, plain, right_codes, right_words, value_words, weakest_first
from .vocabulary import key_of, keys, word

UNKNOWN = "unknown"
#: These stand for a lawful use of the ground, at least for some kinds of change (contract §3.1, rule 2).
PROOFS = frozenset(
    (
        "conversion", "historic", "supply", "registration", "link_new", "advance_use", "homestead",
        "facility", "temporary", "rural_road", "consolidation", "balance_plan", "sea_use",
    )
)  # fmt: skip


def types_in(name: str) -> set[str]:
    """Every approval type that the presets find in ``name``."""
    text = plain(name)
    return {
        preset.approval_type
        for preset in layer_presets()
        if preset.role == "approval" and preset.approval_type and preset.find(text)
    }


def weakest(types: set[str]) -> str | None:
    """The type that proves least; None for none."""
    return min(types, key=weakest_first().index, default=None)


def approval_type_of(layer_name: str, file_name: str = "") -> str | None:
    """The type of a layer by the presets for its name and its file's; None when neither says one.

    ``file_name``: the file's stem, with the table inside it behind a bar (``approvals|JSYDBP_NZYDK_X``).
    A container whose stem speaks of proofs and of non-proofs at once (拆旧建新.gpkg) says nothing about
    one of its tables as long as the table or the layer says something itself.
    """
    stem, _, table = file_name.partition("|")
    own = types_in(layer_name) | types_in(table)
    of_file = types_in(stem)
    if own and of_file & PROOFS and of_file - PROOFS:
        of_file = set()
    return weakest(own | of_file)


def shown_type(approval_type: str, *names: str, language: str | None = None) -> str:
    """What ``approval_type`` is called for a layer with these names (its own, its file's), in ``language``
    (the interface's by default).

    A layer of approvals that are only applied for (拟, 报批) proves as little as planning and is of that
    type, but nobody would call it 规划.
    """
    for preset in layer_presets():
        if (
            preset.word
            and preset.approval_type == approval_type
            and any(preset.find(plain(n)) for n in names)
        ):
            return word("layer_stage", preset.word, language)
    return word("approval_type", approval_type, language)


def row_type(text: str) -> str:
    """The type that a row's own non-empty ``text`` says: a code, the field's word in either language or a
    known synonym, exactly; everything else is ``unknown``, which proves nothing."""
    own = plain(text)
    key = key_of("approval_type", own) or value_words("approval_type").get(own.casefold())
    return key if key in keys("approval_type") and key != "violation" else UNKNOWN


def registered_type(right: str) -> str:
    """What a registration row whose 权利类型 is ``right`` (code or text) really is.

    ``ownership`` for an ownership, contract, forest, grassland or aquaculture right; ``sea_use`` for a
    right to use the sea; ``unknown`` for easements, water, mining and mortgages; otherwise
    ``registration`` (rights to building land and homesteads, buildings, and words nobody knows).
    """
    text = plain(right)
    code = text[:-2] if text.endswith(".0") else text
    if code.isascii() and code.isdigit():
        return right_codes().get(code.lstrip("0"), "registration")
    buildings, rights = right_words()
    text = buildings.sub("", text)
    for key in ("ownership", "sea_use", "unknown"):
        if rights[key].search(text):
            return key
    return "registration"
