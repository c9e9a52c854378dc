#!/usr/bin/env bash
# Builds cordon and its tests and runs all of them; the last line is `N passed, N failed, …`.
# Arguments go to the test program: scripts/test.sh -tc='*golden*'
# CORDON_UPDATE_GOLDEN=1 scripts/test.sh rewrites golden files and the examples in docs/.
set -euo pipefail
source "$(dirname "${BASH_SOURCE[0]}")/quietly.sh"

scripts/setup.sh
# Warnings are errors in CI only: a newer compiler's new warning must not keep anybody from testing.
werror=OFF
[[ -z ${CI:-} ]] || werror=ON
quietly test-configure cmake --preset dev -B build/test -DCORDON_WERROR="$werror"
quietly test-build cmake --build build/test
exec build/test/cordon_tests "$@"
