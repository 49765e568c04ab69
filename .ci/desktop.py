"""Real desktop QGIS with the staged plugin: for screenshots, desktop tests and ``make desktop``.

As a library (``.ci`` on ``sys.path``)::

    from desktop import run_in_desktop
    outcome = run_in_desktop(Path("driver.py"), folder=Path("build/x"), values={"WORKSPACE": "…"})

The driver is a Python file that defines ``main(iface) -> JSON value``; it reads ``values`` from
environment variables ``GENGDI_<KEY>`` and runs inside QGIS once the main window stands. It may use
``from drive import wait_until``. QGIS gets a fresh profile under ``folder``, and a display of its own
(Xvfb with a window manager), so nothing of the user's QGIS is read or written.

On the shell: ``desktop.py driver.py folder [KEY=VALUE …]`` prints the answer; ``--show`` opens QGIS on
the user's display with the demo project.
"""

from __future__ import annotations

import argparse
import contextlib
import json
import os
import shutil
import signal
import subprocess
import sys
import sysconfig
import time
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import IO, Any

ROOT = Path(__file__).resolve().parent.parent
PLUGINS = ROOT / "build" / "plugins"
SCREEN = "1600x1000x24"
START_TIMEOUT = 60.0  # seconds; QGIS needs 2 to 6

PROFILE = """\
[PythonPlugins]
gengdi_plugin={enabled}

[locale]
overrideFlag=true
userLocale={locale}

[qgis]
checkVersion=false
showTips=false

[app]
projections\\defaultProjectCrs=EPSG:4490

[core]
NewsFeed\\httpsfeedqgisorg\\disabled=true
"""


class DesktopError(Exception):
    """QGIS did not start, did not finish in time, crashed, or the driver raised."""


@contextlib.contextmanager
def display(log: IO[str]) -> Iterator[str]:
    """A private X display with a window manager; both are gone afterwards."""
    # In a container nobody has made the folder of X's sockets, and Xvfb makes it for root only.
    sockets = Path("/tmp/.X11-unix")  # noqa: S108
    if not sockets.is_dir():
        sockets.mkdir()
        sockets.chmod(0o1777)
    reader, writer = os.pipe()
    with contextlib.ExitStack() as stack:
        command = ["Xvfb", "-displayfd", str(writer), "-screen", "0", SCREEN, "-nolisten", "tcp"]
        server = stack.enter_context(child(command, log, pass_fds=(writer,)))
        os.close(writer)
        with os.fdopen(reader) as pipe:
            number = pipe.readline().strip()
        if not number or server.poll() is not None:
            raise DesktopError(f"Xvfb did not start; see {log.name}")
        name = f":{number}"
        stack.enter_context(child(["openbox"], log, env={**os.environ, "DISPLAY": name}))
        yield name


@contextlib.contextmanager
def child(command: Sequence[str], log: IO[str], **options: Any) -> Iterator[subprocess.Popen[bytes]]:
    """A process in a group of its own that ends with us, also when we are killed."""
    process = subprocess.Popen(
        ["setpriv", "--pdeathsig", "KILL", *command],
        stdin=subprocess.DEVNULL,
        stdout=log,
        stderr=log,
        start_new_session=True,
        **options,
    )
    try:
        yield process
    finally:
        if process.poll() is None:
            os.killpg(process.pid, signal.SIGTERM)
            try:
                process.wait(5)
            except subprocess.TimeoutExpired:
                os.killpg(process.pid, signal.SIGKILL)
                process.wait()


def fresh_profile(folder: Path, locale: str, enabled: bool) -> Path:
    """A new QGIS profile; a plugin that failed in an earlier run would be switched off in an old one."""
    profiles = folder / "profile"
    shutil.rmtree(profiles, ignore_errors=True)
    settings = profiles / "profiles" / "gengdi" / "QGIS" / "QGIS3.ini"
    settings.parent.mkdir(parents=True)
    settings.write_text(PROFILE.format(enabled=str(enabled).lower(), locale=locale), encoding="utf-8")
    return profiles


def environment(python_path: Sequence[Path], plugins: Path, values: Mapping[str, str]) -> dict[str, str]:
    """What QGIS and the driver see; ``python_path`` goes before the site-packages of ``.venv``."""
    folders = [*map(str, python_path), sysconfig.get_path("purelib")]
    dropped = {"QT_QPA_PLATFORM", "WAYLAND_DISPLAY"}
    kept = {key: value for key, value in os.environ.items() if key not in dropped}
    return {
        **kept,
        "PYTHONPATH": os.pathsep.join(folders),
        "QGIS_PLUGINPATH": str(plugins),
        "LIBGL_ALWAYS_SOFTWARE": "1",
        **{f"GENGDI_{key}": str(value) for key, value in values.items()},
    }


def run_in_desktop(
    driver: Path,
    *,
    folder: Path,
    values: Mapping[str, str] | None = None,
    locale: str = "zh-Hans",
    plugins: Path = PLUGINS,
    enabled: bool = True,
    python_path: Sequence[Path] = (),
    timeout: float = 180.0,
) -> Any:
    """Run ``driver`` in QGIS and return what its ``main(iface)`` returned; seconds ``timeout``.

    :raises DesktopError: with the driver's traceback, or the end of QGIS's own words
        (``folder/qgis.log``); after a timeout ``folder/timeout.png`` shows the display.
    """
    folder.mkdir(parents=True, exist_ok=True)
    result = folder / "result.json"
    result.unlink(missing_ok=True)
    (folder / "started").unlink(missing_ok=True)
    if not plugins.is_dir():
        raise DesktopError(f"{plugins} is not there; run `make stage` first")
    told = {"CI": str(ROOT / ".ci"), "DRIVER": str(driver.resolve()), "RESULT": str(result.resolve())}
    env = environment(python_path, plugins, {**(values or {}), **told})
    profiles = fresh_profile(folder, locale, enabled)
    command = ["qgis", "--nologo", "--noversioncheck", "--profiles-path", str(profiles)]
    command += ["--profile", "gengdi", "--code", str(ROOT / ".ci" / "drive_start.py")]
    log_path = folder / "qgis.log"
    with log_path.open("w", encoding="utf-8") as log, display(log) as name:
        env["DISPLAY"] = name
        with child(command, log, env=env) as process:
            code = wait_for(process, folder, env, timeout, log_path)
    if not result.is_file():
        raise DesktopError(f"QGIS ended with {code} before the driver answered\n{tail(log_path)}")
    answer = json.loads(result.read_text(encoding="utf-8"))
    if "error" in answer:
        raise DesktopError(f"{driver.name} failed inside QGIS:\n{answer['error']}")
    if code != 0:
        raise DesktopError(f"QGIS ended with {code} after the driver had answered\n{tail(log_path)}")
    return answer["value"]


def wait_for(
    process: subprocess.Popen[bytes], folder: Path, env: Mapping[str, str], timeout: float, log: Path
) -> int:
    """The exit code of QGIS; a QGIS that hangs, or that an error dialog keeps from starting, is an error."""
    began = time.monotonic()
    started = folder / "started"
    while time.monotonic() - began < timeout:
        with contextlib.suppress(subprocess.TimeoutExpired):
            return process.wait(0.2)
        if time.monotonic() - began > START_TIMEOUT and not started.is_file():
            break
    shot = folder / "timeout.png"
    subprocess.run(["import", "-window", "root", str(shot)], env=env, check=False, timeout=20)
    what = "finish" if started.is_file() else "start"
    seconds = time.monotonic() - began
    raise DesktopError(f"QGIS did not {what} within {seconds:.0f} s; {shot} shows its display\n{tail(log)}")


def tail(path: Path, lines: int = 40) -> str:
    return "\n".join(path.read_text(encoding="utf-8", errors="replace").splitlines()[-lines:])


def show(project: Path) -> int:
    """QGIS on the user's own display, with the plugin and the demo project, in a profile that stays."""
    if not os.environ.get("DISPLAY") and not os.environ.get("WAYLAND_DISPLAY"):
        print("make desktop needs a display; `make demo` draws the same into build/demo", file=sys.stderr)
        return 1
    profiles = ROOT / "build" / "profile"
    if not profiles.is_dir():
        locale = "zh-Hans" if os.environ.get("LANG", "").startswith("zh") else "en_US"
        fresh_profile(profiles.parent, locale, enabled=True)
    command = ["qgis", "--nologo", "--profiles-path", str(profiles), "--profile", "gengdi"]
    if project.is_file():
        command += ["--project", str(project)]
    return subprocess.call(command)


def main() -> int:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("driver", nargs="?", type=Path)
    parser.add_argument("folder", nargs="?", type=Path, default=ROOT / "build" / "desktop")
    parser.add_argument("values", nargs="*", metavar="KEY=VALUE")
    parser.add_argument("--show", action="store_true", help="open QGIS on the user's display")
    parser.add_argument("--project", type=Path, default=ROOT / "build" / "demo_district" / "demo.qgz")
    parser.add_argument("--locale", default="zh-Hans")
    parser.add_argument("--timeout", type=float, default=180.0)
    options = parser.parse_args()
    if options.show:
        return show(options.project)
    if options.driver is None:
        parser.error("which driver?")
    values = dict(value.split("=", 1) for value in options.values)
    how = {"values": values, "locale": options.locale, "timeout": options.timeout}
    started = time.monotonic()
    try:
        answer = run_in_desktop(options.driver, folder=options.folder, **how)
    except DesktopError as error:
        print(error, file=sys.stderr)
        return 1
    print(json.dumps(answer, ensure_ascii=False, indent=2))
    print(f"{options.driver.name}: {time.monotonic() - started:.1f} s", file=sys.stderr)
    return 0


if __name__ == "__main__":
    sys.exit(main())
