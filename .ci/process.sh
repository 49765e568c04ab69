#!/bin/bash
# qgis_process with the staged plugin, in settings of its own: .ci/process.sh run gengdi:… -- KEY=VALUE …
set -euo pipefail
[ -n "${QGIS_PLUGINPATH:-}" ] || . "$(dirname "$0")/env.sh"
root=$(cd "$(dirname "$0")/.." && pwd)
export QT_QPA_PLATFORM=offscreen
export QGIS_CUSTOM_CONFIG_PATH=${GENGDI_CONFIG_PATH:-$root/build/qgis-process}

# Debian 12's wrapper hands qgis_process an option it does not know (qgis/QGIS#57683).
program=$(command -v qgis_process.bin || command -v qgis_process)
settings=$QGIS_CUSTOM_CONFIG_PATH/enabled
if [ ! -f "$settings" ]; then
    mkdir -p "$QGIS_CUSTOM_CONFIG_PATH"
    "$program" plugins enable gengdi_plugin > "$QGIS_CUSTOM_CONFIG_PATH/enable.log" 2>&1 \
        || { cat "$QGIS_CUSTOM_CONFIG_PATH/enable.log" >&2; exit 1; }
    touch "$settings"
fi
exec "$program" "$@"
