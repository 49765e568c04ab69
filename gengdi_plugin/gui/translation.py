"""The interface's language: Qt's translator behind the plugin's one ``tr``."""

from __future__ import annotations

from pathlib import Path

from qgis.core import QgsApplication, QgsSettings
from qgis.PyQt.QtCore import QCoreApplication, QLocale, QTranslator

from ..core import i18n
from .cleanup import CleanupStack

_FOLDER = Path(__file__).resolve().parent.parent / "i18n"
_CONTEXT = "@default"  # the context in which pylupdate files a bare tr("…")


def interface_locale() -> str:
    """The locale QGIS itself speaks: the officer's choice, else the command line's or the system's."""
    settings = QgsSettings()
    if settings.value("locale/overrideFlag", False, type=bool):
        chosen = settings.value("locale/userLocale", "", type=str)
        if chosen:
            return chosen
    application = QgsApplication.instance()
    # qgis_process and test hosts may run another kind of application object
    spoken = application.translation() if isinstance(application, QgsApplication) else ""
    return spoken or QLocale().name()


def translation_file(locale: str) -> Path | None:
    """The compiled translation for ``locale``.

    QGIS calls Simplified Chinese ``zh-Hans`` and some systems ``zh_CN``: every zh* gets the one file.
    """
    if not locale.lower().startswith("zh"):
        return None
    path = _FOLDER / "gengdi_zh_CN.qm"
    return path if path.is_file() else None


def install(cleanup: CleanupStack) -> None:
    """Let ``tr`` speak the interface's language until ``cleanup`` is popped."""
    locale = interface_locale()
    path = translation_file(locale)
    if path is not None:
        translator = QTranslator()
        if translator.load(str(path)):
            QCoreApplication.installTranslator(translator)
            # the bound method keeps the translator alive as long as it is installed
            cleanup.push(QCoreApplication.removeTranslator, translator)
    i18n.install(_translate, locale)
    cleanup.push(i18n.uninstall)


def _translate(text: str, n: int) -> str:
    translated = QCoreApplication.translate(_CONTEXT, text, None, n)
    # Qt fills %n also without a translation, but only for n >= 0
    return str(translated)
