"""What made a run: the name every stored verdict carries."""

from __future__ import annotations

import configparser
from functools import lru_cache
from pathlib import Path

from ..core.kernel import shapely


@lru_cache(maxsize=1)
def software() -> str:
    """``Gengdi 0.1.0; shapely 2.1.2; GEOS 3.13.1``; without a number when metadata.txt is not there."""
    package = Path(__file__).resolve().parents[1]
    parser = configparser.ConfigParser()
    # Inside the package when staged, beside it in the checkout.
    parser.read([package.parent / "metadata.txt", package / "metadata.txt"], encoding="utf-8")
    version = parser.get("general", "version", fallback="")
    return f"{f'Gengdi {version}'.strip()}; shapely {shapely.__version__}; GEOS {shapely.geos_version_string}"
