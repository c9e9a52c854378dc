#!/usr/bin/env bash
# scripts/bench-provers.sh [FOLDER]: the questions of bm_prove_pairs, asked of z3 and cvc5 as well,
# where they are installed: whole-process times beside cordon's time in process, and whether all
# agree. FOLDER has policies to pair; without it, generated ones are. SECONDS_EACH (5) ends a run of
# another solver; QUESTIONS (60) is how many are asked.
set -euo pipefail
source "$(dirname "${BASH_SOURCE[0]}")/quietly.sh"

each=${SECONDS_EACH:-5}
most=${QUESTIONS:-60}
[[ -z ${1:-} ]] || export CORDON_BENCH_POLICIES=$1
export CORDON_BENCH_SMT_LIB=build/smt-lib
rm -rf "$CORDON_BENCH_SMT_LIB"
mkdir -p "$CORDON_BENCH_SMT_LIB"

quietly provers-configure cmake --preset release
quietly provers-build cmake --build build/release --target cordon_bench
build/release/cordon_bench --benchmark_filter='^bm_prove_pairs' --benchmark_format=csv \
  >build/provers.csv 2>build/provers.log
# The counters stand behind the eleven columns that every benchmark has.
awk -F, '/^"bm_prove_pairs/ {
  printf "cordon, in process: median %.3f ms, 95th percentile %.2f ms, undecided %d, worst %.1f ms\n",
    $11, $12, $13, $14 }' build/provers.csv

mapfile -t questions < <(find "$CORDON_BENCH_SMT_LIB" -name '*.smt2' | sort | head -n "$most")

# ask NAME COMMAND…: median of the times, and how many answers say otherwise or are missing
ask() {
  local name=$1 file answer begin end expected
  shift
  local times=() open=0 otherwise=0
  command -v "$1" >/dev/null || return 0
  for file in "${questions[@]}"; do
    begin=${EPOCHREALTIME/[.,]/}
    answer=$(timeout "$each" "$@" "$file" 2>/dev/null | head -n 1) || true
    end=${EPOCHREALTIME/[.,]/}
    times+=($((end - begin)))
    expected=sat
    [[ $file != *-holds.smt2 ]] || expected=unsat
    case $answer in
      sat | unsat) [[ $answer == "$expected" ]] || otherwise=$((otherwise + 1)) ;;
      *) open=$((open + 1)) ;;
    esac
  done
  printf '%s\n' "${times[@]}" | sort -n | awk -v name="$name" -v open="$open" -v other="$otherwise" '
    { t[NR] = $1 / 1000 }
    END {
      printf "%s, whole process: median %.1f ms, worst %.1f ms, %d questions, %d not answered in time, %d answered otherwise\n",
        name, t[int((NR + 1) / 2)], t[NR], NR, open, other
    }'
  ((otherwise == 0))
}
ask z3 z3
ask cvc5 cvc5 --strings-exp
