#!/usr/bin/env bash
# The steps of action.yml, which gives what its user wrote in CORDON_… variables: never as text of a
# script, where it could run.
#   build   builds cordon from this checkout, unless there is one in PATH
#   lint    runs it, and tells its exit status as the output `exit-code`
set -euo pipefail

build() {
  if command -v cordon >/dev/null; then return; fi
  cd "$(dirname "${BASH_SOURCE[0]}")/.."
  scripts/setup.sh
  cmake --preset release
  cmake --build build/release --target cordon
  echo "$PWD/build/release" >>"$GITHUB_PATH"
}

lint() {
  local -a args
  local code=0
  read -ra args <<<"${CORDON_ARGS:-}"
  args+=(--format "$CORDON_FORMAT" --files-from -)
  [[ -n ${CORDON_PATHS//[[:space:]]/} ]] || CORDON_PATHS=.
  [[ -z ${CORDON_SARIF:-} ]] || args+=(--format "sarif=$CORDON_SARIF")
  cordon lint "${args[@]}" <<<"$CORDON_PATHS" || code=$?
  echo "exit-code=$code" >>"$GITHUB_OUTPUT"
  return "$code"
}

case "${1:-}" in
  build | lint) "$1" ;;
  *)
    echo "usage: scripts/action.sh build|lint" >&2
    exit 2
    ;;
esac
