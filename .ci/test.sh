#!/bin/bash
# The tests, each room in a process of its own; reports and the summary lie in build/reports.
#   .ci/test.sh [--full] [unit|qgis|integration …]
set -uo pipefail
cd "$(dirname "$0")/.."
. .ci/env.sh

selection=(-m "not full")
if [ "${1:-}" = --full ]; then
    selection=()
    shift
fi
rooms=("${@:-unit qgis integration}")
# shellcheck disable=SC2206
rooms=(${rooms[*]})
mkdir -p build/reports
export PYTHONPATH=$PWD/.ci:$PYTHONPATH
export PYTHONFAULTHANDLER=1
failed=0
summary=()
for room in "${rooms[@]}"; do
    report=build/reports/$room
    options=(-p house_report --house-report "$report.json" --junitxml "$report.xml" -q "${selection[@]}")
    case $room in
        # below the line there is no Qt: what imports it must fail
        # and its tests share nothing, so that they run on all processors
        unit) options+=(-p no:pytest_qgis -p no:pytestqt -n "$(nproc)" --dist worksteal) ;;
        # a file's tests share a QGIS and stay together
        qgis) export QT_QPA_PLATFORM=offscreen && options+=(-n "$(nproc)" --dist loadfile --max-worker-restart 0) ;;
        integration) options+=(-p no:pytest_qgis -p no:pytestqt) ;;
    esac
    echo "== tests/$room"
    rm -f "$report.json"
    .venv/bin/python -m pytest "${options[@]}" "tests/$room"
    code=$?
    [ "$code" -eq 0 ] || failed=1
    summary+=("$(.venv/bin/python .ci/house_report.py "$room" "$report.json" "$code")")
done
echo
printf '%s\n' "${summary[@]}"
exit "$failed"
