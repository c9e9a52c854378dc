#!/usr/bin/env bash
# scripts/plot-growth.sh: measures how the prover's time grows, with the number of statements and at
# its weak spot, and draws docs/prover-growth.svg from it; the table is what docs/performance.md
# shows. Times are processor time. CORDON_BENCH=PROGRAM is a cordon_bench that is built already.
set -euo pipefail
source "$(dirname "${BASH_SOURCE[0]}")/quietly.sh"

bench=${CORDON_BENCH:-build/release/cordon_bench}
if [[ -z ${CORDON_BENCH:-} ]]; then
  quietly growth-configure cmake --preset release
  quietly growth-build cmake --build build/release --target cordon_bench
fi

# One run each: benchmarks with other counters can't stand in one table.
for name in statements contained_texts; do
  "$bench" --benchmark_filter="^bm_prove_$name/" --benchmark_format=csv \
    >"build/growth-$name.csv" 2>"build/growth-$name.log"
done
python3 scripts/plot_growth.py build/growth-statements.csv build/growth-contained_texts.csv \
  >docs/prover-growth.svg
