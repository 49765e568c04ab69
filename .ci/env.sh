# Sourced by the recipes: the environment in which QGIS and its Python find this checkout.
# shellcheck shell=bash
root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
site=$("$root/.venv/bin/python" -c 'import sysconfig; print(sysconfig.get_path("purelib"))')

# Under a POSIX locale Qt writes ? for every Chinese character of a file name.
case ${LC_ALL:-${LC_CTYPE:-${LANG:-}}} in
    *[Uu][Tt][Ff]8 | *[Uu][Tt][Ff]-8) ;;
    *) export LC_ALL=C.UTF-8 ;;
esac
if [ -z "${XDG_RUNTIME_DIR:-}" ] || [ ! -w "$XDG_RUNTIME_DIR" ]; then
    export XDG_RUNTIME_DIR=$root/build/runtime
    mkdir -p "$XDG_RUNTIME_DIR"
    chmod 700 "$XDG_RUNTIME_DIR"
fi
# A user's own PYTHONPATH or QGIS settings must not decide whether our tests pass.
export PYTHONPATH=$site
export PYTHONNOUSERSITE=1
export QGIS_PLUGINPATH=$root/build/plugins
unset QGIS_PREFIX_PATH QGIS_OPTIONS_PATH
