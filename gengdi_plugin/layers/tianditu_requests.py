"""Puts the key into QGIS's requests to Tianditu as they leave, and answers what needs no network.

QGIS lets a program change its requests (``QgsNetworkAccessManager.setRequestPreprocessor``, from 3.22).
So layers and projects hold addresses without a key, only requests to the hosts of the preset get one, and
none of them is written into QGIS's cache on disk, which would keep the whole address.
"""

from __future__ import annotations

import base64
import logging

from qgis.core import QgsNetworkAccessManager
from qgis.PyQt.QtCore import QUrl, QUrlQuery
from qgis.PyQt.QtNetwork import QNetworkRequest

from ..core.tianditu import Preset

log = logging.getLogger("gengdi")

#: Milliseconds after which Qt gives up a tile: sooner than QGIS, which would write the address into its log.
_PATIENCE = 20_000


class TiandituRequests:
    """Works from :meth:`start` to :meth:`stop`. QGIS calls it from any thread."""

    def __init__(self, preset: Preset) -> None:
        self._preset = preset
        self._registered = ""
        self._described = {one.layer: _data_address(preset.capabilities(one)) for one in preset.services()}
        #: the key; "" while there is none
        self.key = ""

    def start(self) -> None:
        """Look at every request from now on."""
        if not self._registered:
            self._registered = QgsNetworkAccessManager.setRequestPreprocessor(self._before)

    def stop(self) -> None:
        """Look at none any more, and forget the key."""
        if self._registered:
            QgsNetworkAccessManager.removeRequestPreprocessor(self._registered)
            self._registered = ""
        self.key = ""

    def _before(self, request: QNetworkRequest) -> None:
        try:
            self._complete(request)
        except Exception as error:  # QGIS's request goes out as it was
            log.warning("A request for a map tile was left as it is: %s", type(error).__name__)

    def _complete(self, request: QNetworkRequest) -> None:
        url = request.url()
        address = url.toString(QUrl.ComponentFormattingOption.FullyEncoded)
        if not self._preset.wants_key(address):
            return
        described = self._preset.described(address)
        if described is not None:
            request.setUrl(QUrl(self._described[described.layer]))
        elif self.key:
            query = QUrlQuery(url)
            query.addQueryItem(self._preset.key_parameter, self.key)
            url.setQuery(query)
            request.setUrl(url)
            request.setAttribute(QNetworkRequest.Attribute.CacheSaveControlAttribute, False)
            if hasattr(request, "setTransferTimeout"):  # Qt 5.15
                request.setTransferTimeout(min(_PATIENCE, QgsNetworkAccessManager.timeout() // 2))


def _data_address(document: str) -> str:
    return "data:text/xml;base64," + base64.b64encode(document.encode()).decode()
