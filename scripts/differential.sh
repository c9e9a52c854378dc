#!/usr/bin/env bash
# scripts/differential.sh SECONDS: the random tests of the prover, with seed after seed until the time
# is over: proofs held against trying requests, against all requests of a small universe, and against
# another solver where one is installed. Each seed is other cases than those of CI, and of the seeds
# before it; CORDON_SEED says where to begin (1). The first difference ends it, with its seed.
set -euo pipefail
source "$(dirname "${BASH_SOURCE[0]}")/quietly.sh"

if [[ ! ${1:-} =~ ^[1-9][0-9]*$ ]]; then
  echo "usage: scripts/differential.sh SECONDS" >&2
  exit 2
fi
seconds=$1
seed=${CORDON_SEED:-1}

quietly differential-configure cmake --preset dev -B build/test
quietly differential-build cmake --build build/test --target cordon cordon_tests

started=$SECONDS
seeds=0
: >build/differential.log
while ((SECONDS - started < seconds)); do
  if ! CORDON_SEED=$seed build/test/cordon_tests \
    -tc='prove:*held against*,prove: another solver*' >build/differential-last.log; then
    echo "a difference with CORDON_SEED=$seed (whole log: build/differential-last.log)"
    tail -n 60 build/differential-last.log
    exit 1
  fi
  cat build/differential-last.log >>build/differential.log
  ((++seeds, ++seed))
done

# Of lines such as `60000 cases: holds 41000, refuted 14000, undecided 5000`.
awk -v seeds="$seeds" -v last=$((seed - 1)) '
  / cases/ && match($0, /[0-9]+ cases/) {
    cases += substr($0, RSTART, RLENGTH) + 0
    if (match($0, /[0-9]+ requests/)) requests += substr($0, RSTART, RLENGTH) + 0
    if (match($0, /undecided [0-9]+/)) undecided += substr($0, RSTART + 10, RLENGTH - 10) + 0
    if (match($0, /[0-9]+ answered/)) answered += substr($0, RSTART, RLENGTH) + 0
  }
  END {
    printf "%d seeds up to %d: %.0f cases and pairs, %.0f undecided; ", seeds, last, cases, undecided
    printf "%.0f requests enumerated; another solver answered %d; 0 differences\n", requests, answered
  }' build/differential.log
