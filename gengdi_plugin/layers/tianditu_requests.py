"""Puts the key into QGIS's requests to Tianditu as they leave, and answers what needs no network.

QGIS lets a program change its requests (``QgsNetworkAccessManager.setRequestPreprocessor``, from 3.22).
So layers and projects hold addresses without a key, only requests to the hosts of the preset get one, and
none of them is written into QGIS's cache on disk, which would keep the whole address.
"""

from __future__ import annotations

import base64
import logging
from collections.abc import Callable
from typing import Any

from qgis.core import QgsNetworkAccessManager, QgsNetworkReplyContent
from qgis.PyQt.QtCore import QUrl, QUrlQuery
from qgis.PyQt.QtNetwork import QNetworkRequest

from ..core.tianditu import Preset

log = logging.getLogger("gengdi")

#: Milliseconds after which Qt gives up a tile: sooner than QGIS, which would write the address into its log.
_PATIENCE = 20_000


#: Answers to a key that is wrong, not allowed here, or used up for today.
_REFUSED = (401, 403, 418, 429)


class TiandituRequests:
    """Works from :meth:`start` to :meth:`stop`. QGIS calls it from any thread."""

    def __init__(self, preset: Preset, on_refused: Callable[[int], None] = lambda _status: None) -> None:
        """``on_refused`` hears in the main thread, once for a key, the status with which it was refused."""
        self._on_refused = on_refused
        self._refused_key = ""
        self._preset = preset
        self._registered = ""
        self._described = {one.layer: _data_address(preset.capabilities(one)) for one in preset.services()}
        #: the key; "" while there is none
        self.key = ""

    def start(self) -> None:
        """Look at every request from now on."""
        if not self._registered:
            self._registered = QgsNetworkAccessManager.setRequestPreprocessor(self._before)
            # the main one: it tells of the answers of every thread
            _answers().connect(self._answered)

    def stop(self) -> None:
        """Look at none any more, and forget the key."""
        if self._registered:
            QgsNetworkAccessManager.removeRequestPreprocessor(self._registered)
            _answers().disconnect(self._answered)
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

    def _answered(self, answer: QgsNetworkReplyContent) -> None:
        status = answer.attribute(QNetworkRequest.Attribute.HttpStatusCodeAttribute)
        if status not in _REFUSED or self._refused_key == self.key:
            return
        if self._preset.serves(answer.request().url().toString()):
            self._refused_key = self.key
            self._on_refused(int(status))


def _answers() -> Any:
    return QgsNetworkAccessManager.instance().finished[QgsNetworkReplyContent]


def _data_address(document: str) -> str:
    return "data:text/xml;base64," + base64.b64encode(document.encode()).decode()
