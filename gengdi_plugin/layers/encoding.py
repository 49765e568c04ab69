"""Chinese text in shapefiles: which encoding a DBF is really in, and telling QGIS.

A bureau's shapefile often has no ``.cpg``, or one that lies, and its language byte says nothing; QGIS
then reads the system's encoding. The bytes decide: text that is valid UTF-8 is UTF-8 (GBK text almost
never is), else what decodes as GB18030, the superset of GBK and GB2312. A declared encoding is kept
as long as the bytes do not decode worse in it than in the best alternative.
"""

from __future__ import annotations

import codecs
import re
import struct
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import PurePosixPath

from osgeo import gdal

from qgis.core import QgsProviderRegistry, QgsVectorLayer

from ..core.checkup_facts import EncodingFacts
from ..core.i18n import tr

UTF_8, CHINESE = "UTF-8", "GB18030"

#: Custom property of a layer: the encoding an officer chose for it.
CHOSEN = "gengdi/encoding"

_CHINESE_CODECS = frozenset(("gbk", "gb2312", "gb18030", "cp936", "hz"))
_SAMPLE_BYTES = 1_000_000
_SAMPLE_LETTERS = 24
#: What hanzi in GBK look like when they happen to be valid UTF-8: 一一 is D2 BB D2 BB, Cyrillic twice.
_FOREIGN_LETTERS = re.compile("[\u0100-\u036f\u0460-\u07ff]")
#: Language byte of a DBF -> encoding, as far as Chinese offices write it.
_LANGUAGE_BYTES = {0x4D: CHINESE, 0x7A: CHINESE}


@dataclass(frozen=True)
class Dbf:
    """The text of a DBF that is not ASCII: ``pieces`` are field names and values as bytes."""

    language_byte: int
    pieces: tuple[bytes, ...]


def detect(dbf: Dbf, declared: str | None) -> str | None:
    """``UTF-8``, ``GB18030`` or ``declared``; None when everything is ASCII and nothing needs saying."""
    if not dbf.pieces:
        return None
    stated = declared or _LANGUAGE_BYTES.get(dbf.language_byte)
    failures = {name: _failures(dbf.pieces, name) for name in (UTF_8, CHINESE)}
    best = min(failures, key=failures.__getitem__)
    if (
        stated
        and _codec(stated)
        and not _single_byte(stated)
        and _failures(dbf.pieces, stated) <= failures[best]
    ):
        return stated
    if failures[best] * 2 > len(dbf.pieces):
        return stated
    return best


def mend_encoding(layer: QgsVectorLayer) -> str | None:
    """Set the encoding of a shapefile layer when QGIS reads it in another than it is in.

    Main thread only. What an officer chose (:func:`choose_encoding`) goes before everything. Returns one
    sentence for the log when something was changed, else None. A layer in edit mode is left alone.
    """
    path = dbf_path(layer)
    if path is None or layer.isEditable():
        return None
    found = layer.customProperty(CHOSEN) or None
    if found is None and (dbf := read_dbf(path)) is not None:
        found = detect(dbf, declared_encoding(path))
    if found is None or _same(found, layer.dataProvider().encoding()):
        return None
    layer.setProviderEncoding(found)
    layer.updateFields()
    return tr("Layer “{layer}” is read in the encoding {encoding}.").format(
        layer=layer.name(), encoding=found
    )


def choose_encoding(layer: QgsVectorLayer, encoding: str | None) -> None:
    """Read a shapefile layer in ``encoding`` from now on, whatever its bytes seem to be; None: guess again.

    Main thread only. The choice is kept on the layer and saved with the project; the file is not changed.
    """
    if encoding:
        layer.setCustomProperty(CHOSEN, encoding)
    else:
        layer.removeCustomProperty(CHOSEN)
    mend_encoding(layer)


def encoding_facts(layer: QgsVectorLayer) -> EncodingFacts | None:
    """How the text of a shapefile layer is read and who says so; None for every other layer."""
    path = dbf_path(layer)
    dbf = read_dbf(path) if path is not None else None
    if path is None or dbf is None:
        return None
    used, declared = layer.dataProvider().encoding(), declared_encoding(path)
    texts = [piece.decode(used if _codec(used) else "ascii", "replace") for piece in dbf.pieces]
    stated = declared or _LANGUAGE_BYTES.get(dbf.language_byte)
    if layer.customProperty(CHOSEN):
        origin = "officer"
    elif stated and _same(stated, used):
        origin = "cpg" if declared else "language_byte"
    else:
        origin = "content" if texts else "qgis"
    clean = [text for text in texts if "\ufffd" not in text]
    sample = max(clean, key=_letters_beyond_ascii, default="")[:_SAMPLE_LETTERS]
    return EncodingFacts(used, origin, declared, len(texts), len(texts) - len(clean), sample)


def _letters_beyond_ascii(text: str) -> int:
    return sum(not letter.isascii() for letter in text)


def dbf_path(layer: QgsVectorLayer) -> str | None:
    """The DBF behind a shapefile layer, as a path for GDAL; None for every other layer."""
    if layer.providerType() != "ogr":
        return None
    parts = QgsProviderRegistry.instance().decodeUri("ogr", layer.source())
    path = f"{parts.get('vsiPrefix') or ''}{parts.get('path') or ''}{parts.get('vsiSuffix') or ''}"
    if PurePosixPath(path).suffix.lower() in (".shp", ".dbf"):
        return _sibling(path, "dbf")
    inner = [name for name in gdal.ReadDir(path) or () if name.lower().endswith(".dbf")]
    wanted = str(parts.get("layerName") or "")
    chosen = [name for name in inner if not wanted or PurePosixPath(name).stem == wanted]
    return f"{path}/{chosen[0]}" if len(chosen) == 1 else None


def declared_encoding(dbf: str) -> str | None:
    """What the ``.cpg`` beside the DBF says, in a name Python knows; None without one."""
    path = _sibling(dbf, "cpg")
    text = _bytes_of(path, 0, 64).decode("ascii", "ignore").strip().strip("\0") if path else ""
    number = re.fullmatch(r"(?:ANSI|CP|OEM)?[ -]?(\d{3,5})", text, re.IGNORECASE)
    if number:
        text = {"65001": UTF_8, "936": "CP936", "54936": CHINESE}.get(number.group(1), f"cp{number.group(1)}")
    return text if text and _codec(text) else None


def read_dbf(path: str) -> Dbf | None:
    """Samples of the non-ASCII text of the DBF at ``path``; None when it is no readable DBF."""
    header = _bytes_of(path, 0, 32)
    if len(header) < 32:
        return None
    records, header_size, record_size = struct.unpack("<IHH", header[4:12])
    descriptors = _bytes_of(path, 32, max(0, header_size - 33))
    fields: list[tuple[str, int, int]] = []
    pieces: set[bytes] = set()
    offset = 1
    for at in range(0, len(descriptors) - 31, 32):
        descriptor = descriptors[at : at + 32]
        if descriptor[0] == 0x0D:
            break
        pieces.add(descriptor[:11].split(b"\0")[0])
        fields.append((chr(descriptor[11]), offset, descriptor[16]))
        offset += descriptor[16]
    for record in _sample(path, records, header_size, record_size):
        pieces.update(
            record[start : start + width].strip(b" \0") for kind, start, width in fields if kind == "C"
        )
    return Dbf(header[29], tuple(sorted(piece for piece in pieces if not piece.isascii())))


def _sample(path: str, records: int, header_size: int, record_size: int) -> Iterator[bytes]:
    """Records from the beginning and from the middle of the file."""
    if record_size < 2:
        return
    count = max(1, _SAMPLE_BYTES // record_size)
    for first in sorted({0, max(0, records // 2 - count // 2)}):
        block = _bytes_of(path, header_size + first * record_size, count * record_size)
        for at in range(0, len(block) - record_size + 1, record_size):
            yield block[at : at + record_size]


def _failures(pieces: tuple[bytes, ...], encoding: str) -> int:
    """How many pieces do not decode, or decode into letters that no Chinese table holds; an incomplete last
    character (cut at the field's width) is forgiven."""
    failed = 0
    for piece in pieces:
        try:
            text = codecs.getincrementaldecoder(encoding)().decode(piece, final=False)
        except UnicodeDecodeError:
            failed += 1
        else:
            failed += bool(_FOREIGN_LETTERS.search(text))
    return failed


def _codec(name: str) -> str | None:
    try:
        return codecs.lookup(name).name
    except LookupError:
        return None


def _single_byte(name: str) -> bool:
    """Latin and the like decode everything and therefore prove nothing."""
    codec = _codec(name) or ""
    return codec not in _CHINESE_CODECS and codec not in ("utf-8", "big5", "cp950")


def _same(one: str, other: str) -> bool:
    first, second = _codec(one), _codec(other)
    return first == second or (first in _CHINESE_CODECS and second in _CHINESE_CODECS)


def _sibling(path: str, extension: str) -> str | None:
    """The file of the same stem with ``extension``, in either case; None when there is none."""
    stem = path[: -len(PurePosixPath(path).suffix)]
    for candidate in (f"{stem}.{extension}", f"{stem}.{extension.upper()}"):
        if gdal.VSIStatL(candidate) is not None:
            return candidate
    return None


def _bytes_of(path: str, offset: int, count: int) -> bytes:
    handle = gdal.VSIFOpenL(path, "rb")
    if handle is None:
        return b""
    try:
        gdal.VSIFSeekL(handle, offset, 0)
        return bytes(gdal.VSIFReadL(1, count, handle) or b"")
    finally:
        gdal.VSIFCloseL(handle)
