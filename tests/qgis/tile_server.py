"""A real HTTP server on this computer that stands in for the tile service."""

from __future__ import annotations

import http.server
import json
import threading
from pathlib import Path
from urllib.parse import parse_qsl, urlsplit

from qgis.PyQt.QtCore import QBuffer, QByteArray, QIODevice
from qgis.PyQt.QtGui import QColor, QImage

DATA = Path(__file__).parents[2] / "gengdi_plugin" / "core" / "data" / "tianditu.json"


def _picture() -> bytes:
    image = QImage(256, 256, QImage.Format.Format_RGB32)
    image.fill(QColor("#c02020"))
    data = QByteArray()
    buffer = QBuffer(data)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    image.save(buffer, "PNG")
    return bytes(data)


class TileServer:
    """Answers tiles to those who have ``key``, else as ``refusal`` says: a status, or "html"."""

    def __init__(self, key: str) -> None:
        self.key, self.refusal = key, "403"
        self.asked: list[dict[str, str]] = []
        server, picture = self, _picture()

        class Handler(http.server.BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                parts = urlsplit(self.path)
                query = dict(parse_qsl(parts.query))
                server.asked.append({"path": parts.path, **query})
                good = query.get("tk") == server.key and query.get("REQUEST") == "GetTile"
                html = not good and server.refusal == "html"
                self.send_response(200 if good or html else int(server.refusal))
                self.send_header("Content-Type", "image/png" if good else "text/html")
                self.end_headers()
                self.wfile.write(picture if good else b"<html>not allowed</html>")

            def log_message(self, *_words: object) -> None:
                pass

        self._server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.05,), daemon=True)
        self._thread.start()
        self.address = f"http://127.0.0.1:{self._server.server_address[1]}"

    def preset_file(self, folder: Path) -> Path:
        """Our data file with this server as host."""
        told = json.loads(DATA.read_text(encoding="utf-8"))
        told.update(host=self.address, key_hosts=["127.0.0.1"])
        path = folder / "tianditu.json"
        path.write_text(json.dumps(told), encoding="utf-8")
        return path

    def tiles(self) -> list[dict[str, str]]:
        return [one for one in self.asked if one.get("REQUEST") == "GetTile"]

    def close(self) -> None:
        """Answer nobody any more; may be called again."""
        if not self._thread.is_alive():
            return
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()
