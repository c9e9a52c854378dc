#!/usr/bin/env bash
# Installs what cordon needs from the packages of Debian 12 or Ubuntu 24.04; does nothing when all
# of it is there. With --dev also what is needed for linting, sanitizers, fuzzing and benchmarks.
set -euo pipefail
source "$(dirname "${BASH_SOURCE[0]}")/quietly.sh"

packages=(
  g++ cmake ninja-build pkg-config
  libcadical-dev libcli11-dev libfmt-dev libmd-dev libmimalloc-dev libre2-dev libutf8proc-dev libyaml-cpp-dev
  nlohmann-json3-dev tao-pegtl-dev zlib1g-dev doctest-dev
)
dev_packages=(
  clang-19 clang-format-19 clang-tidy-19 libclang-rt-19-dev ccache git libbenchmark-dev
  pre-commit # its hooks are tried
  cvc5 # a second opinion on proofs
  libxml2-utils python3-jsonschema # the tests hold what is written against schemas
  llvm-19 # its symbolizer gives a sanitizer's report names and lines
)

case "${1:-}" in
  "") ;;
  --dev) packages+=("${dev_packages[@]}") ;;
  *)
    echo "usage: scripts/setup.sh [--dev]" >&2
    exit 2
    ;;
esac

missing=()
for package in "${packages[@]}"; do
  status=$(dpkg-query -W -f='${db:Status-Status}' "$package" 2>/dev/null || true)
  [[ $status == installed ]] || missing+=("$package")
done
((${#missing[@]})) || exit 0

as_root=()
if ((EUID != 0)); then
  if ! command -v sudo >/dev/null; then
    echo "missing packages, and neither root nor sudo to install them: ${missing[*]}" >&2
    exit 1
  fi
  as_root=(sudo)
fi

echo "installing ${missing[*]}"
quietly setup-update "${as_root[@]}" apt-get update
quietly setup-install "${as_root[@]}" env DEBIAN_FRONTEND=noninteractive \
  apt-get install -y --no-install-recommends "${missing[@]}"
