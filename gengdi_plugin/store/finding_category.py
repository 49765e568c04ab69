"""Category, subtype and evidence of a finding, brought to the keys of one set and checked."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from ..core import finding_vocabulary as sets
from ..core.errors import InputError
from ..core.i18n import tr
from ..core.proof_values import checked_proof
from ..core.vocabulary import key_of, word


class Categorised(NamedTuple):
    """Keys of a set: ``category`` stands at its top, ``subtype`` below (at any depth); "" when not given."""

    vocabulary: str
    category: str
    subtype: str


def categorised(vocabulary: str, category: str, subtype: str, finding: str, patch: str) -> Categorised:
    """The keys that ``vocabulary``, ``category``, ``subtype`` (keys or words) mean for a ``finding`` (key).

    Without a set the first one that has the words is taken. A subtype given alone brings its category.
    InputError naming ``patch`` when a set or category is not known or does not go with the finding.
    """
    texts = category.strip(), subtype.strip()
    if not any(texts):
        return Categorised("", "", "")
    for set_key in _sets(vocabulary, patch):
        found = _in_set(set_key, *texts, finding)
        if found is not None:
            break
    else:
        raise InputError(
            tr("Patch {patch}: “{category}” is no category of the set {set}; use one of: {known}.").format(
                patch=patch,
                category=tr(" / ").join(filter(None, texts)),
                set=sets.set_name(set_key),
                known=tr(", ").join(
                    row.text() for row in sets.categories(set_key, finding) if not row.parent
                ),
            )
        )
    for key in filter(None, (found.category, found.subtype)):
        row = sets.category(found.vocabulary, key)
        if row is not None and finding not in row.findings:
            raise InputError(
                tr("Patch {patch}: “{category}” goes with {findings}, not with {finding}.").format(
                    patch=patch,
                    category=row.text(),
                    findings=tr(", ").join(word("finding", one) for one in row.findings),
                    finding=word("finding", finding),
                )
            )
    return found


def _sets(vocabulary: str, patch: str) -> list[str]:
    """The sets to look in: the one named, else all, the default one first."""
    known = sets.sets()
    name = vocabulary.strip()
    if not name:
        return known
    key = key_of("finding_set", name) or name
    if key not in known:
        raise InputError(
            tr("Patch {patch}: there is no set of categories “{set}”; use one of: {known}.").format(
                patch=patch, set=name, known=tr(", ").join(sets.set_name(one) for one in known)
            )
        )
    return [key]


def _in_set(set_key: str, category: str, subtype: str, finding: str) -> Categorised | None:
    """The keys of both words in one set; None when it does not have them."""
    above = sets.category_of(set_key, category, "", finding) if category else None
    if category and above is None:
        above = sets.category_of(set_key, category, None, finding)
        if above is None:
            return None
    below = None
    if subtype:
        below = sets.category_of(set_key, subtype, above.key if above else None, finding)
        if below is None:
            return None
    last = below or above
    top = sets.top_of(set_key, last.key) if last else None
    if last is None or top is None:
        return None
    return Categorised(set_key, top.key, "" if last.key == top.key else last.key)


def proved(found: Categorised, proof: Mapping[str, object], patch: str) -> dict[str, str]:
    """The evidence fields as checked texts; InputError naming ``patch``, field and value."""
    types = sets.proof_types(found.vocabulary, found.subtype or found.category)
    try:
        return checked_proof(proof, sets.proof_fields(" ".join(types)))
    except InputError as error:
        raise InputError(tr("Patch {patch}: {why}").format(patch=patch, why=error)) from error
