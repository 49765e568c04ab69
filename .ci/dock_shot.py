"""A picture of the real dock in the real QGIS: a project, a workspace, one telling patch selected.

    dock_shot.py --project demo.qgz --workspace workspace.sqlite --out dock.png [--size 1600x1000]

QGIS runs on a display of its own with a fresh Chinese profile and the staged plugin; the return code is
not 0 when anything failed.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from pathlib import Path

from desktop import DesktopError, run_in_desktop

DRIVER = Path(__file__).resolve().parent / "dock_driver.py"


def shoot(
    project: Path,
    workspace: Path,
    out: Path,
    *,
    size: str = "1600x1000",
    page: str = "patches",
    locale: str = "zh-Hans",
    font: str = "Noto Sans CJK SC",
    timeout: float = 180.0,
) -> dict[str, object]:
    """Draw the picture into ``out``; what it shows (the selected patch, counts, the window's size)."""
    out.parent.mkdir(parents=True, exist_ok=True)
    values = {
        "PROJECT": str(project.resolve()),
        "WORKSPACE": str(workspace.resolve()),
        "OUT": str(out.resolve()),
        "SIZE": size,
        "PAGE": page,
        "FONT": font,
    }
    with tempfile.TemporaryDirectory(prefix="gengdi-dock-") as folder:
        answer: dict[str, object] = run_in_desktop(
            DRIVER, folder=Path(folder), values=values, locale=locale, timeout=timeout
        )
    return answer


def main() -> int:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--project", type=Path, required=True)
    parser.add_argument("--workspace", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--size", default="1600x1000", help="of the main window, at most the display's")
    parser.add_argument("--page", default="patches", choices=("layers", "screening", "patches", "pollution"))
    parser.add_argument("--locale", default="zh-Hans")
    parser.add_argument("--font", default="Noto Sans CJK SC", help="of the interface: its Chinese glyphs")
    parser.add_argument("--timeout", type=float, default=180.0)
    options = vars(parser.parse_args())
    try:
        answer = shoot(options.pop("project"), options.pop("workspace"), options.pop("out"), **options)
    except DesktopError as error:
        print(error, file=sys.stderr)
        return 1
    print(answer)
    return 0


if __name__ == "__main__":
    sys.exit(main())
