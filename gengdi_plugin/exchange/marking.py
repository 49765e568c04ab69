"""The marking of a printed document (内部, 涉密 …): one line, taken from whoever asks for the document."""

from __future__ import annotations

from ..core.errors import InputError
from ..core.i18n import tr
from ..core.vocabulary import key_of, word

#: What fits beside the QR code of a patch sheet in one line.
LONGEST = 16


def printed_marking(text: str | None) -> str:
    """``text`` as it is printed; "" for none.

    A key or word of the vocabulary's group ``marking`` in either language is printed as its Chinese word,
    anything else as given. InputError when it is too long: a marking is never cut.
    """
    line = " ".join((text or "").split())
    if len(line) > LONGEST:
        raise InputError(
            tr("The marking “{text}” is too long to be printed: use at most {n} characters.").format(
                text=line, n=LONGEST
            )
        )
    key = key_of("marking", line) if line else None
    return word("marking", key, "zh") if key else line
