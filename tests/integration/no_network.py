"""A world without a network, and a witness of every attempt to reach one.

Where the kernel permits it, or sudo asks for no password, commands run in a network namespace of their
own that has no way out (``unshare -n``): whatever Python, Qt, GDAL or another library tries fails there, and
the namespace's own counters tell that it was tried. Everywhere, also where that is not permitted, a hook in
every Python notes and refuses connections and name look-ups. ``GENGDI_WITHOUT_NETWORK=required`` (the matrix
sets it) makes it an error that the network cannot be taken away.
"""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

HOOK = """
import os
import sys

_ASKING = ("socket.connect", "socket.sendto", "socket.sendmsg", "socket.getaddrinfo", "socket.gethostbyname")


def _watch(event, arguments):
    if event not in _ASKING or isinstance(arguments[-1], (str, bytes)) and event == "socket.connect":
        return  # a path: a socket of this machine
    with open(os.environ["GENGDI_WITNESS"], "a", encoding="utf-8") as witness:
        witness.write(f"{event} {arguments[1:] if event.startswith('socket.c') else arguments}\\n")
    raise PermissionError(f"no network here: {event}")


sys.addaudithook(_watch)
"""


# Inside a chroot an ordinary user may not make a namespace (EPERM). Only making it is done as root; the
# command runs as the same user in the same environment, which sudo itself would thin out.
BY_SUDO = """
mapfile -d '' -t own < <(env -0)
exec sudo -n unshare --net setpriv --reuid "$(id -u)" --regid "$(id -g)" --init-groups env -i "${own[@]}" "$@"
"""


def _without_network() -> list[str]:
    """The words before a command that take its network away; none where the kernel forbids it."""
    by_sudo = ["bash", "-c", BY_SUDO, "without-network"]
    for words in (["unshare", "--net"], ["unshare", "--net", "--map-root-user"], by_sudo):
        try:
            done = subprocess.run([*words, "true"], capture_output=True, check=False)
        except FileNotFoundError:
            continue
        if done.returncode == 0:
            return words
    if os.environ.get("GENGDI_WITHOUT_NETWORK") == "required":
        raise PermissionError("neither the kernel nor sudo lets the tests take the network away")
    return []


#: Put before a command. Empty where namespaces are not permitted: then only the hook watches.
WITHOUT_NETWORK = _without_network()


def offline_environment() -> dict[str, str]:
    """This process's environment, with pip's own settings gone and an index that does not answer."""
    kept = {key: value for key, value in os.environ.items() if not key.startswith("PIP_")}
    return {**kept, "PIP_CONFIG_FILE": os.devnull, "PIP_INDEX_URL": "http://127.0.0.1:9/simple",
            "PYTHONNOUSERSITE": "1"}  # fmt: skip


def install_hook(folder: Path) -> tuple[Path, Path]:
    """A folder for PYTHONPATH whose ``sitecustomize`` watches, and the file it writes attempts to."""
    hook = folder / "hook"
    hook.mkdir()
    (hook / "sitecustomize.py").write_text(HOOK, encoding="utf-8")
    return hook, folder / "attempts.txt"


def attempts(namespace: str) -> dict[str, int]:
    """How often something in a namespace tried to get out, from its ``/proc/net`` counters as read there."""
    counted: dict[str, int] = {}
    lines = namespace.splitlines()
    for names, values in zip(lines, lines[1:]):
        protocol = names.split(":")[0]
        if names.split()[:1] == values.split()[:1] and protocol in ("Ip", "Tcp", "Udp"):
            counted.update(
                (f"{protocol}{name}", int(value))
                for name, value in zip(names.split()[1:], values.split()[1:])
                if name in ("OutNoRoutes", "OutRequests", "ActiveOpens", "OutDatagrams")
            )
    counted.update(
        (line.split()[0], int(line.split()[1]))
        for line in lines
        if line.split()[:1] in (["Ip6OutNoRoutes"], ["Ip6OutRequests"], ["Udp6OutDatagrams"])
    )
    return {name: number for name, number in counted.items() if number}
