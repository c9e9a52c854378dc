#!/usr/bin/env bash
# scripts/tidy.sh [FILE…]: clang-tidy on all sources, or on the named ones. Most of the time goes into
# the headers of the standard library, so files are looked at in groups of one translation unit.
# Rules and tests stand behind the headers of all, each in a namespace of its own, because all rules
# call their function `check`; the rest is grouped by source_groups.py.
set -euo pipefail
source "$(dirname "${BASH_SOURCE[0]}")/quietly.sh"

group_size=60 # of rules and tests
units=build/tidy
spaces=(catalogue incident prove rules support testing) # within cordon, where files may open their own

# write_unit UNIT FILE…: includes first, once; then the files, where the same includes do nothing.
write_unit() {
  local unit=$1 number=0 file space
  shift
  {
    cat "$@" | grep -hE '^#include [<"]' | sort -u
    printf 'namespace cordon::%s {}\n' "${spaces[@]}"
    for file in "$@"; do
      number=$((number + 1))
      printf 'namespace unit_%d::cordon {\nusing namespace ::cordon;\n' "$number"
      for space in "${spaces[@]}"; do
        printf 'namespace %s {\nusing namespace ::cordon::%s;\n}\n' "$space" "$space"
      done
      printf '}\n#define LLVMFuzzerTestOneInput fuzz_%d\n' "$number"
      printf 'namespace unit_%d {\n#include "%s"\n}\n#undef LLVMFuzzerTestOneInput\n' "$number" "$file"
    done
  } >"$unit"
}

# What stands on standard error are counts of warnings in system headers, which nobody wants to read.
without_counts() { grep -v ' warnings\? generated\.$' >&2 || true; }

# Two checks would speak of the unit and not of the files in it.
tidy() {
  clang-tidy-19 --quiet --checks=-bugprone-suspicious-include,-modernize-concat-nested-namespaces \
    --header-filter='/(cli|engine|grammar|rules|tests)/.*\.(cc|h)$' "$1" -- -std=c++23 -I"$PWD" \
    -DCORDON_VERSION='""' -DCORDON_PROGRAM='""' \
    -DCORDON_SOURCE_DIR='""' 2> >(without_counts)
}

# add_units NAME FILE…: writes the units of a kind and puts them in front of the work.
add_units() {
  local name=$1 first unit
  shift
  for ((first = 1; first <= $#; first += group_size)); do
    unit=$units/${name}_$((first / group_size)).cc
    write_unit "$unit" "${@:first:group_size}"
    work=("$unit" "${work[@]}")
  done
}

# add_groups NAME FILE…: the same for files that stay in their own namespaces.
add_groups() {
  local name=$1 number=0 files
  shift
  while read -ra files; do
    number=$((number + 1))
    printf '#include "%s"\n' "${files[@]}" >"$units/${name}_$number.cc"
    work=("$units/${name}_$number.cc" "${work[@]}")
  done < <(scripts/source_groups.py "$@")
}

# What nothing else calls. Of two functions of one name, in cordon and in cordon::support, a unit
# could not tell which is meant.
is_test() {
  [[ $1 == tests/*_@(test|bench|fuzz).cc ]] && ! grep -q '^namespace cordon::support ' "$1"
}
is_rule() { [[ $1 == rules/*/* ]] && grep -q '^extern const Rule ' "$1"; }

files=("$@")
((${#files[@]})) || mapfile -t files < <(git ls-files '*.cc')
rules=()
tests=()
groups=()
test_groups=()
work=()
for file in "${files[@]}"; do
  if is_rule "$file"; then
    rules+=("$file")
  elif is_test "$file"; then
    tests+=("$file")
  elif [[ $file == tests/* ]]; then
    test_groups+=("$file")
  else
    groups+=("$file")
  fi
done

rm -rf "$units"
mkdir -p "$units/tests"
cp .clang-tidy "$units/"
cp tests/.clang-tidy "$units/tests/"
add_groups group "${groups[@]}"
add_groups tests/group "${test_groups[@]}"
add_units rules "${rules[@]}"
add_units tests/tests "${tests[@]}"

export -f tidy without_counts
# shellcheck disable=SC2016 # $0 belongs to the inner shell
printf '%s\0' "${work[@]}" | xargs -0 -r -n 1 -P "$(nproc)" bash -c 'tidy "$0"'
