"""Which layers of a project come over a network."""

from __future__ import annotations

import re
from collections.abc import Iterable
from ipaddress import ip_address
from urllib.parse import unquote, urlsplit

from qgis.core import QgsDataSourceUri, QgsMapLayer

#: Providers whose data lie on a server, named as QGIS names them.
_DATABASES = ("postgres", "postgresraster", "mssql", "oracle", "hana", "mysql")
_SERVICES = ("http://", "https://", "ftp://")
_READERS = ("/vsicurl", "/vsis3", "/vsigs", "/vsiaz", "/vsioss")


def network_host(source: str, provider: str) -> str:
    """The host a data source is asked from; "" for files, memory and this very computer."""
    plain = unquote(source)
    if provider in _DATABASES or plain.upper().startswith(("PG:", "MYSQL:", "OCI:", "MSSQL:")):
        host = QgsDataSourceUri(plain.split(":", 1)[-1] if plain[:3].upper() == "PG:" else plain).host()
        return "" if _here(host) else host
    places = [plain.lower().find(scheme) for scheme in _SERVICES]
    found = [place for place in places if place >= 0]
    if found:
        host = urlsplit(re.split(r"[\s'&]", plain[min(found) :], maxsplit=1)[0]).hostname or ""
        return "" if _here(host) else host
    return "…" if any(reader in plain for reader in _READERS) else ""


def online_layers(layers: Iterable[QgsMapLayer]) -> list[tuple[str, str]]:
    """Name and host of every layer that comes over a network."""
    told = []
    for layer in layers:
        provider = layer.providerType() if hasattr(layer, "providerType") else ""
        host = network_host(layer.source(), provider or "")
        if host:
            told.append((layer.name(), host))
    return told


def _here(host: str) -> bool:
    if host in ("", "localhost"):
        return True
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return False
