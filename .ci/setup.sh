#!/bin/bash
# Make this machine ready: Debian packages, .venv, vendored libraries. A second run is offline and instant.
set -euo pipefail
cd "$(dirname "$0")/.."

step="starting"
trap 'echo "set-up stopped while $step (the lines above say why)" >&2' ERR

missing_packages() {
    local name
    for name in $(sed 's/#.*//' .ci/packages.txt); do
        dpkg-query -W -f='${db:Status-Status}\n' "$name" 2>/dev/null | grep -qx installed || echo "$name"
    done
}

install_packages() {
    local missing sudo=()
    missing=$(missing_packages)
    [ -n "$missing" ] || return 0
    step="looking for apt-get; install by hand: ${missing//$'\n'/ }"
    command -v apt-get >/dev/null
    if [ "$(id -u)" -ne 0 ]; then
        step="looking for sudo; run as root or install by hand: ${missing//$'\n'/ }"
        command -v sudo >/dev/null
        sudo=(sudo)
    fi
    step="apt-get update"
    "${sudo[@]}" apt-get update -qq
    step="apt-get install ${missing//$'\n'/ }"
    # shellcheck disable=SC2086
    "${sudo[@]}" env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends $missing
}

make_venv() {
    step="making .venv with /usr/bin/python3"
    # A half-made or moved .venv, or one of another Python, is made anew.
    if ! .venv/bin/python -c "import sys; sys.exit(sys.prefix != '$PWD/.venv')" 2>/dev/null; then
        rm -rf .venv
        /usr/bin/python3 -m venv --system-site-packages .venv
    fi
    step="pip install of .ci/requirements.txt"
    .venv/bin/python -m pip install --quiet --disable-pip-version-check -r .ci/requirements.txt
    step="importing QGIS with .venv's Python"
    .venv/bin/python -c "import qgis.core, shapely, osgeo.gdal"
}

step="asking dpkg which packages are there"
install_packages
wanted=$(cat .ci/requirements.txt <(/usr/bin/python3 -V) <(echo "$PWD") | sha256sum)
if [ "$(cat .venv/ready 2>/dev/null)" != "$wanted" ]; then
    make_venv
    echo "$wanted" > .venv/ready
fi
step="vendoring libraries into gengdi_plugin/_vendor"
.venv/bin/python .ci/vendor.py
