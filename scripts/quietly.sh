# shellcheck shell=bash
# Sourced by the scripts beside it: one line a step on the terminal, the rest in build/<name>.log,
# which is shown only when the step fails.

cd "$(dirname "${BASH_SOURCE[0]}")/.." || exit
mkdir -p build

# quietly NAME COMMAND…
quietly() {
  local log="build/$1.log" status=0
  shift
  "$@" >"$log" 2>&1 || status=$?
  ((status)) || return 0
  echo "failed: $* (whole log: $log)" >&2
  tail -n 60 "$log" >&2
  return "$status"
}
