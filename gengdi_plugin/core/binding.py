"""Which role a layer plays and which of its fields mean what: guessed from data, explained, overruled."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from functools import cache, lru_cache

from .approval_types import approval_type_of
from .i18n import tr
from .presets import Hit, layer_presets, plain, signature, synonyms
from .roles import ANY, ROLES

__all__ = [
    "AUTOMATIC",
    "Binding",
    "LayerFacts",
    "approval_type_of",
    "best",
    "candidates",
    "explain",
    "field_map",
]

#: From this score on a layer is bound by itself; below, the binding is only proposed.
AUTOMATIC = 0.6

_NAME_CODE, _NAME_WORD, _FIELDS = 0.75, 0.65, 0.75
_DOUBTFUL = 0.4

#: Fields that only our own outputs and workspaces have: such a layer is never bound by itself.
_OWN_OUTPUT = frozenset(("spatial_code", "rule_set", "screened_at"))
#: A DBF cuts names at ten bytes, in whatever encoding, even in the middle of a character.
_DBF_BYTES = 10


@dataclass(frozen=True)
class LayerFacts:
    """What is known about a layer without reading it. ``file_name``: stem of its file, with the table
    inside a container behind a bar (``base|DLTB``). ``geometry``: ``point``, ``line``, ``polygon``, ``any``
    or ``none``. ``fields``: own field names in their order."""

    name: str
    file_name: str = ""
    geometry: str = "polygon"
    fields: tuple[str, ...] = ()


@dataclass(frozen=True)
class Binding:
    """A layer's role, its fields (canonical -> own) and what holds for all of its rows.

    ``score`` 0–1 says how sure the guess is; ``origin``: ``officer``, ``preset`` (name), ``fields`` or
    ``none``; ``clues`` explain the score, see :func:`explain`.
    """

    role: str
    fields: dict[str, str] = field(default_factory=dict)
    approval_type: str | None = None
    channel: str | None = None
    as_of: str | None = None
    score: float = 1.0
    origin: str = "officer"
    clues: tuple[tuple[str, str], ...] = ()

    @property
    def missing(self) -> tuple[str, ...]:
        """Required canonical fields that no own field is mapped to."""
        return tuple(name for name in ROLES[self.role].required if name not in self.fields)


def field_map(role: str, facts: LayerFacts) -> dict[str, str]:
    """Canonical field -> own field, by canonical name, known synonym, or a synonym cut at ten bytes.

    Case and width do not matter; an own field serves one canonical field only; a cut name that could
    mean two canonical fields is left to the officer.
    """
    own = {plain(name).casefold(): name for name in reversed(facts.fields)}
    mapping: dict[str, str] = {}
    taken: set[str] = set()
    known = synonyms(role)
    for names in (known, _cut_synonyms(role)):
        for canonical, options in names.items():
            if canonical in mapping:
                continue
            found = next(
                (own[key] for key in map(str.casefold, options) if key in own and own[key] not in taken), None
            )
            if found is not None:
                mapping[canonical] = found
                taken.add(found)
    return mapping


@cache
def _cut_synonyms(role: str) -> dict[str, tuple[str, ...]]:
    return _cut_names(synonyms(role))


def _cut_names(known: dict[str, tuple[str, ...]]) -> dict[str, tuple[str, ...]]:
    """The names as a DBF leaves them, without those that two canonical fields would share."""
    cut = {canonical: {piece for name in names for piece in _cut(name)} for canonical, names in known.items()}
    shared: set[str] = set()
    for canonical, pieces in cut.items():
        others: set[str] = set().union(*(other for name, other in cut.items() if name != canonical))
        shared |= pieces & others
    return {canonical: tuple(sorted(pieces - shared)) for canonical, pieces in cut.items()}


def _cut(name: str) -> Iterable[str]:
    for encoding in ("utf-8", "gb18030"):
        data = name.encode(encoding)
        if len(data) > _DBF_BYTES:
            piece = data[:_DBF_BYTES]
            yield piece.decode(encoding, "ignore").casefold()
            yield piece.decode(encoding, "replace").casefold()


def candidates(facts: LayerFacts) -> list[Binding]:
    """Every role the layer could play, best first; roles that nothing speaks for are left out."""
    return [replace(one, fields=dict(one.fields)) for one in _guesses(facts)]


@lru_cache(maxsize=512)  # asked for every layer whenever one comes or goes
def _guesses(facts: LayerFacts) -> tuple[Binding, ...]:
    hits = _name_hits(facts)
    head = max(hits, key=lambda role: hits[role].rank, default=None)
    found = [
        binding
        for role in ROLES
        if (binding := _candidate(role, facts, hits.get(role), role == head, head is None and None in hits))
    ]
    return tuple(sorted(found, key=lambda binding: -binding.score))


def best(facts: LayerFacts) -> Binding | None:
    """The best candidate, whatever its score; None when nothing speaks for any role."""
    return next(iter(candidates(facts)), None)


def _name_hits(facts: LayerFacts) -> dict[str | None, Hit]:
    """Role (None: plays no role) -> best hit in the layer's name, else in the table's, else in the file's."""
    stem, _, table = facts.file_name.partition("|")
    for name in (facts.name, table, stem):
        hits: dict[str | None, Hit] = {}
        for preset in layer_presets():
            hit = preset.find(plain(name))
            if hit and (preset.role not in hits or hit.rank > hits[preset.role].rank):
                hits[preset.role] = hit
        if hits:
            return hits
    return {}


def _candidate(
    role: str, facts: LayerFacts, hit: Hit | None, is_head: bool, silenced: bool
) -> Binding | None:
    allowed = ROLES[role].geometry
    if facts.geometry not in allowed and ANY not in allowed and facts.geometry != "any":
        return None
    fields = field_map(role, facts)
    strong, needed = signature(role)
    speaking = [name for name in facts.fields if plain(name).casefold() in strong]
    by_name = 0.0 if hit is None else (_NAME_CODE if hit.is_code else _NAME_WORD) * (1.0 if is_head else 0.5)
    by_fields = _FIELDS * min(1.0, len(speaking) / needed)
    score = 1.0 - (1.0 - by_name) * (1.0 - by_fields)
    if score == 0.0:
        return None
    clues = [("name", hit.text)] if hit else []
    if speaking:
        clues.append(("fields", ", ".join(speaking)))
    missing = [name for name in ROLES[role].required if name not in fields]
    if missing:
        clues.append(("missing", ", ".join(missing)))
    if _OWN_OUTPUT & {name.casefold() for name in facts.fields}:
        clues.append(("own_output", ""))
    if silenced:
        clues.append(("no_role", ""))
    if missing or silenced or clues[-1][0] == "own_output":
        score *= _DOUBTFUL / _NAME_CODE
    return Binding(
        role,
        fields,
        approval_type=approval_type_of(facts.name, facts.file_name) if role == "approval" else None,
        score=round(score, 3),
        origin="preset" if hit else "fields",
        clues=tuple(clues),
    )


def explain(binding: Binding) -> list[str]:
    """Why the guess has its score, one sentence each, in the interface's language."""
    if binding.origin == "officer":
        return [tr("Set by the officer.")]
    texts = {
        "name": tr("The name contains “{what}”."),
        "fields": tr("It has the fields {what}."),
        "missing": tr("These fields are missing: {what}."),
        "own_output": tr("It is an output of Gengdi itself."),
        "no_role": tr("Layers of this name are known to play no role."),
    }
    return [texts[kind].format(what=what) for kind, what in binding.clues]
