"""The officer's key for Tianditu: in QGIS's encrypted authentication database and nowhere else.

QGIS has no authentication method that adds a parameter to an address, so the key is kept as the password of
a configuration of the method Basic, which the officer sees and may change under Settings ▸ Options ▸
Authentication, and :mod:`tianditu_requests` puts it into requests. The profile's settings hold the name of
that configuration only. Main thread only: QGIS may have to ask for its master password.
"""

from __future__ import annotations

from qgis.core import QgsApplication, QgsAuthMethodConfig, QgsSettings

from ..core.errors import InputError
from ..core.i18n import tr

_CONFIGURATION = "gengdi/tianditu_authcfg"
_METHOD, _VALUE = "Basic", "password"


def has_key() -> bool:
    """Whether a key is kept; asks for no password."""
    return _kept() in QgsApplication.authManager().configIds()


def read_key() -> str:
    """The key; "" when none is kept or the officer did not give QGIS's master password."""
    configuration = QgsAuthMethodConfig()
    return configuration.config(_VALUE) if has_key() and _load(configuration) else ""


def store_key(key: str) -> None:
    """Keep ``key``, instead of the one before. ``InputError`` when QGIS could not encrypt it."""
    manager = QgsApplication.authManager()
    if manager.isDisabled():
        raise InputError(
            tr("QGIS's authentication database is switched off: the key can be kept nowhere safe.")
        )
    configuration = QgsAuthMethodConfig(_METHOD)
    known = has_key() and _load(configuration)
    configuration.setName(tr("Tianditu key (Gengdi)"))
    configuration.setConfig("username", "tk")
    configuration.setConfig(_VALUE, key)
    stored = (
        manager.updateAuthenticationConfig(configuration)
        if known
        else _told(manager.storeAuthenticationConfig(configuration))
    )
    if not stored:
        raise InputError(
            tr(
                "QGIS did not keep the key: set or enter its master password (Settings ▸ Options ▸ "
                "Authentication), then try again."
            )
        )
    QgsSettings().setValue(_CONFIGURATION, configuration.id())


def _kept() -> str:
    return str(QgsSettings().value(_CONFIGURATION, "") or "")


def _load(configuration: QgsAuthMethodConfig) -> bool:
    return _told(QgsApplication.authManager().loadAuthenticationConfig(_kept(), configuration, True))


def _told(answer: object) -> bool:
    # QGIS gives the configuration back too, depending on its version
    return bool(answer[0]) if isinstance(answer, tuple) else bool(answer)
