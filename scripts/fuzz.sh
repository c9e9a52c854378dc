#!/usr/bin/env bash
# scripts/fuzz.sh SECONDS [TARGET…]: builds the fuzz targets of tests/fuzz and runs each of them (or
# the named ones) that long, two at a time. Any finding is a failure; its input is kept in
# build/fuzz/findings/. What was learned stays in build/fuzz/corpus/ for the next run.
set -euo pipefail
source "$(dirname "${BASH_SOURCE[0]}")/quietly.sh"

if [[ ! ${1:-} =~ ^[1-9][0-9]*$ ]]; then
  echo "usage: scripts/fuzz.sh SECONDS [TARGET…]" >&2
  exit 2
fi
seconds=$1
shift

export ASAN_SYMBOLIZER_PATH=/usr/lib/llvm-19/bin/llvm-symbolizer
export UBSAN_SYMBOLIZER_PATH=$ASAN_SYMBOLIZER_PATH

quietly fuzz-configure cmake --preset fuzz
quietly fuzz-build cmake --build build/fuzz --target fuzzers

targets=("$@")
if ((${#targets[@]} == 0)); then
  for source in tests/fuzz/*_fuzz.cc; do
    [[ -e $source ]] && targets+=("$(basename "$source" .cc)")
  done
fi
if ((${#targets[@]} == 0)); then
  echo "no fuzz targets in tests/fuzz"
  exit 0
fi
for target in "${targets[@]}"; do
  if [[ ! -e tests/fuzz/$target.cc ]]; then
    echo "no fuzz target \`$target\`: there is no tests/fuzz/$target.cc" >&2
    exit 2
  fi
done

run_target() {
  local seconds=$1 target=$2
  local learned="build/fuzz/corpus/$target" seeds=(fixtures) log="build/fuzz/$target.log"
  [[ ! -d tests/fuzz/corpus/$target ]] || seeds+=("tests/fuzz/corpus/$target")
  mkdir -p "$learned" build/fuzz/findings
  if "build/fuzz/fuzz/$target" -max_total_time="$seconds" -max_len=65536 -timeout=10 \
    -rss_limit_mb=2048 -print_final_stats=1 -artifact_prefix="build/fuzz/findings/$target-" \
    "$learned" "${seeds[@]}" >"$log" 2>&1; then
    echo "$target: $(sed -n 's/^stat::number_of_executed_units: *//p' "$log") runs, no finding"
  else
    echo "$target: FINDING (whole log: $log)"
    tail -n 40 "$log"
    return 1
  fi
}
export -f run_target

# shellcheck disable=SC2016 # $0 and $1 belong to the inner shell
printf '%s\0' "${targets[@]}" | xargs -0 -n 1 -P 2 bash -c 'run_target "$0" "$1"' "$seconds"
