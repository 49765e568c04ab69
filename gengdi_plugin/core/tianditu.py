"""The map services of Tianditu as data: addresses without a key, and the capabilities of their grid.

The preset is ``core/data/tianditu.json`` or the bureau's own file of that name; what is certain in it, and by
which source, stands in the file.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from html import escape
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, urlsplit

from .errors import InputError
from .i18n import tr
from .office_folder import office_folder

_FILE = "tianditu.json"
_OURS = Path(__file__).parent / "data" / _FILE

#: The grids: degrees of EPSG:4490, and the square of EPSG:3857.
GEOGRAPHIC, MERCATOR = "c", "w"

#: Metres of a degree and of a pixel in scale denominators (OGC 07-057r7, 6.1).
_DEGREE_M, _PIXEL_M = 111_319.49079327358, 0.000_28
#: Degrees a pixel at level 1: two tiles of 256 pixels around the earth.
_FIRST = 360 / 512


@dataclass(frozen=True)
class Service:
    """One layer of tiles: its name at the service, what it is called, and its levels."""

    layer: str
    zh: str
    en: str
    levels: tuple[int, int]

    def name(self, language: str) -> str:
        """What the layer is called."""
        return self.zh if language == "zh" else self.en


@dataclass(frozen=True)
class Theme:
    """A basemap: the layer itself and the layer of its place names."""

    key: str
    zh: str
    en: str
    base: Service
    names: Service

    def name(self, language: str) -> str:
        """What the theme is called."""
        return self.zh if language == "zh" else self.en


@dataclass(frozen=True)
class Preset:
    """Where the services are and how they are asked."""

    host: str
    key_hosts: tuple[str, ...]
    key_parameter: str
    register: str
    pattern: str
    grids: dict[str, str]
    themes: tuple[Theme, ...]

    def tile_address(self, service: Service, grid: str) -> str:
        """The address of a tile with ``{x}``, ``{y}`` and ``{z}`` to be filled in; without a key."""
        asked = self.pattern.replace("{layer}", service.layer).replace("{grid}", grid)
        return f"{self._address(service.layer, grid)}?{asked}"

    def capabilities_address(self, service: Service, grid: str) -> str:
        """Where the service describes itself; without a key."""
        return f"{self._address(service.layer, grid)}?SERVICE=WMTS&REQUEST=GetCapabilities&VERSION=1.0.0"

    def serves(self, address: str) -> bool:
        """Whether ``address`` is one of a host of the service."""
        try:
            host = urlsplit(address).hostname or ""
        except ValueError:  # no address
            return False
        return any(host == one or host.endswith(f".{one}") for one in self.key_hosts)

    def wants_key(self, address: str) -> bool:
        """Whether ``address`` is one of the service, as safe as the preset's own, and has no key yet."""
        if not self.serves(address):
            return False
        parts = urlsplit(address)
        if parts.scheme != urlsplit(self.host).scheme:
            return False
        return self.key_parameter not in dict(parse_qsl(parts.query, keep_blank_values=True))

    def described(self, address: str) -> Service | None:
        """The service of which ``address`` asks the capabilities in degrees; None for any other address."""
        parts, ours = urlsplit(address), urlsplit(self.host)
        asked = {name.lower(): value.lower() for name, value in parse_qsl(parts.query)}
        if parts.netloc != ours.netloc or asked.get("request") != "getcapabilities":
            return None
        paths = {urlsplit(self._address(one.layer, GEOGRAPHIC)).path: one for one in self.services()}
        return paths.get(parts.path)

    def services(self) -> tuple[Service, ...]:
        """All layers of tiles."""
        return tuple(one for theme in self.themes for one in (theme.base, theme.names))

    def capabilities(self, service: Service) -> str:
        """The capabilities of ``service`` in degrees (EPSG:4490) as a WMTS document.

        QGIS asks them whenever it opens a project with such a layer. Given from here they need no network,
        and their scale denominators are those of OGC's pixel, by which QGIS finds the right tiles.
        """
        matrices = "".join(_matrix(level) for level in range(service.levels[0], service.levels[1] + 1))
        return _CAPABILITIES.format(
            title=escape(service.zh),
            layer=escape(service.layer),
            address=escape(f"{self._address(service.layer, GEOGRAPHIC)}?"),
            grid=GEOGRAPHIC,
            crs=self.grids[GEOGRAPHIC].replace("EPSG:", "urn:ogc:def:crs:EPSG::"),
            matrices=matrices,
        )

    def _address(self, layer: str, grid: str) -> str:
        return f"{self.host.rstrip('/')}/{layer}_{grid}/wmts"


def load_preset(path: Path | None = None) -> Preset:
    """The preset of ``path``, else the bureau's own, else ours. ``InputError`` names a faulty file."""
    folder = office_folder()
    own = folder / _FILE if folder is not None else None
    file = path or (own if own is not None and own.is_file() else _OURS)
    try:
        return _preset(json.loads(file.read_text(encoding="utf-8")))
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise InputError(
            tr(
                "The file of map services {file} cannot be read ({reason}): mend it after the one that comes "
                "with Gengdi, or take it away."
            ).format(file=file, reason=repr(error))
        ) from error


def _preset(told: dict[str, Any]) -> Preset:
    return Preset(
        str(told["host"]),
        tuple(str(one) for one in told["key_hosts"]),
        str(told["key_parameter"]),
        str(told["register"]),
        str(told["pattern"]),
        {str(grid): str(crs) for grid, crs in told["grids"].items()},
        tuple(
            Theme(one["key"], one["zh"], one["en"], _service(one["base"]), _service(one["names"]))
            for one in told["themes"]
        ),
    )


def _service(told: dict[str, Any]) -> Service:
    first, last = told["levels"]
    return Service(str(told["layer"]), str(told["zh"]), str(told["en"]), (int(first), int(last)))


def _matrix(level: int) -> str:
    scale = _FIRST / 2 ** (level - 1) * _DEGREE_M / _PIXEL_M
    return _MATRIX.format(level=level, scale=repr(scale), columns=2**level, rows=2 ** (level - 1))


_MATRIX = (
    "<TileMatrix><ows:Identifier>{level}</ows:Identifier><ScaleDenominator>{scale}</ScaleDenominator>"
    "<TopLeftCorner>90.0 -180.0</TopLeftCorner><TileWidth>256</TileWidth><TileHeight>256</TileHeight>"
    "<MatrixWidth>{columns}</MatrixWidth><MatrixHeight>{rows}</MatrixHeight></TileMatrix>"
)
_CAPABILITIES = """<?xml version="1.0" encoding="UTF-8"?>
<Capabilities xmlns="http://www.opengis.net/wmts/1.0" xmlns:ows="http://www.opengis.net/ows/1.1" \
xmlns:xlink="http://www.w3.org/1999/xlink" version="1.0.0">
<ows:ServiceIdentification><ows:Title>{title}</ows:Title><ows:ServiceType>OGC WMTS</ows:ServiceType>\
<ows:ServiceTypeVersion>1.0.0</ows:ServiceTypeVersion></ows:ServiceIdentification>
<ows:OperationsMetadata><ows:Operation name="GetTile"><ows:DCP><ows:HTTP><ows:Get xlink:href="{address}">\
<ows:Constraint name="GetEncoding"><ows:AllowedValues><ows:Value>KVP</ows:Value></ows:AllowedValues>\
</ows:Constraint></ows:Get></ows:HTTP></ows:DCP></ows:Operation></ows:OperationsMetadata>
<Contents><Layer><ows:Title>{title}</ows:Title><ows:Identifier>{layer}</ows:Identifier>\
<ows:WGS84BoundingBox><ows:LowerCorner>-180 -90</ows:LowerCorner><ows:UpperCorner>180 90</ows:UpperCorner>\
</ows:WGS84BoundingBox><Style isDefault="true"><ows:Identifier>default</ows:Identifier></Style>\
<Format>tiles</Format><TileMatrixSetLink><TileMatrixSet>{grid}</TileMatrixSet></TileMatrixSetLink></Layer>
<TileMatrixSet><ows:Identifier>{grid}</ows:Identifier><ows:SupportedCRS>{crs}</ows:SupportedCRS>{matrices}\
</TileMatrixSet></Contents></Capabilities>
"""
