"""Takes passwords and keys out of texts that are shown, logged or copied."""

from __future__ import annotations

import re

#: Put in the place of a secret.
HIDDEN = "***"

_NAMES = r"password|passwd|pwd|token|access_token|api_?key|secret|tk|key"
#: ``password='…'`` of a data source, ``tk=…`` of an address.
_NAMED = re.compile(rf"\b({_NAMES})(\s*=\s*)(?:'(?:[^'\\]|\\.)*'|\"[^\"]*\"|[^\s&'\"<>,;)]+)", re.IGNORECASE)
#: ``user:secret@host`` of an address.
_IN_ADDRESS = re.compile(r"(\b[a-z][a-z0-9+.-]*://[^\s/:@]+):[^\s/@]+@", re.IGNORECASE)


def without_secrets(text: str) -> str:
    """``text`` with the values of passwords, tokens and keys replaced; all else as it was."""
    return _IN_ADDRESS.sub(rf"\1:{HIDDEN}@", _NAMED.sub(rf"\1\2{HIDDEN}", text))
