"""Where icons and help pages are found, in a staged plugin and in a source checkout."""

from __future__ import annotations

from pathlib import Path

from qgis.PyQt.QtGui import QIcon

_PACKAGE = Path(__file__).resolve().parent
_ICON_FOLDERS = (_PACKAGE / "icons", _PACKAGE.parent / "icons")
_DOC_FOLDERS = (_PACKAGE / "docs", _PACKAGE.parent / "docs")


def icon_path(name: str) -> str:
    """The path of icon ``name``: the compiled resource, else the SVG file beside the code."""
    for folder in _ICON_FOLDERS:
        path = folder / f"{name}.svg"
        if path.is_file():
            return str(path)
    return f":/gengdi/icons/{name}.svg"


def icon(name: str) -> QIcon:
    """Icon ``name`` of the plugin."""
    return QIcon(icon_path(name))


def help_path(page: str) -> Path | None:
    """The file of a help page: documentation travels with the plugin and works offline."""
    paths = (folder / f"{page}.md" for folder in _DOC_FOLDERS)
    return next((path for path in paths if path.is_file()), None)


def help_url(page: str, anchor: str = "") -> str:
    """A local address of a help page; "" when it is not there."""
    path = help_path(page)
    return "" if path is None else path.as_uri() + (f"#{anchor}" if anchor else "")
