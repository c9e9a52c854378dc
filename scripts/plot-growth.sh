#!/usr/bin/env bash
# scripts/plot-growth.sh: measures how time grows and draws what docs/performance.md shows, with its
# tables on standard error: the prover's time by the number of statements and at its weak spot
# (docs/prover-growth.svg), and that of an incident by credentials and by steps
# (docs/contain-growth.svg). Times are processor time. CORDON_BENCH=PROGRAM is a cordon_bench that is
# built already.
set -euo pipefail
source "$(dirname "${BASH_SOURCE[0]}")/quietly.sh"

bench=${CORDON_BENCH:-build/release/cordon_bench}
if [[ -z ${CORDON_BENCH:-} ]]; then
  quietly growth-configure cmake --preset release
  quietly growth-build cmake --build build/release --target cordon_bench
fi

# One run each: benchmarks with other counters can't stand in one table.
for name in prove_statements prove_contained_texts growth_credentials growth_events; do
  "$bench" --benchmark_filter="^bm_$name/" --benchmark_format=csv \
    >"build/growth-$name.csv" 2>"build/growth-$name.log"
done
draw() { python3 scripts/plot_growth.py "$1" "build/growth-$2.csv" "build/growth-$3.csv" >"docs/$1-growth.svg"; }
draw prover prove_statements prove_contained_texts
draw contain growth_credentials growth_events
