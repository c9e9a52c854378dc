#!/usr/bin/env bash
# The hooks of .pre-commit-hooks.yaml through the real pre-commit, in a scratch repository: a policy
# that AWS refuses can't be committed, a good one can, and other JSON is nobody's business. Nothing
# is downloaded. The argument is the program (default: that of scripts/test.sh).
set -euo pipefail
cd "$(dirname "$0")/.."

program=$(realpath "${1:-build/test/cordon}")
[[ -x $program ]] || {
  echo "no program at $program: build it, or name it" >&2
  exit 2
}
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
mkdir "$scratch/bin"
ln -s "$program" "$scratch/bin/cordon"
export PATH="$scratch/bin:$PATH" PRE_COMMIT_HOME="$scratch/cache" GIT_CONFIG_GLOBAL="$scratch/gitconfig"
git config --global user.name test
git config --global user.email test@example.com
git config --global init.defaultBranch main

fail() {
  echo "try-pre-commit: $1" >&2
  cat "$scratch/log" >&2
  exit 1
}

# expect pass|fail WHAT COMMAND…: its output is kept in $scratch/log.
expect() {
  local wanted=$1 what=$2 got=pass
  shift 2
  "$@" >"$scratch/log" 2>&1 || got=fail
  [[ $got == "$wanted" ]] || fail "$what: expected to $wanted"
}

# The hooks as they are in the working tree, committed or not.
git init -q "$scratch/hooks"
cp .pre-commit-hooks.yaml "$scratch/hooks"
git -C "$scratch/hooks" add .
git -C "$scratch/hooks" commit -qm hooks

git init -q "$scratch/work"
cd "$scratch/work"
cat >.pre-commit-config.yaml <<CONFIG
repos:
  - repo: $scratch/hooks
    rev: $(git -C "$scratch/hooks" rev-parse HEAD)
    hooks:
      - id: cordon-lint
      - id: cordon-lint-all
        stages: [manual]
CONFIG
mkdir policies
cat >policies/good.json <<'POLICY'
{
  "Version": "2012-10-17",
  "Statement": [{"Effect": "Allow", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::reports/*"}]
}
POLICY
echo '{"name": "no policy", "main": "index.js"}' >package.json
printf '{\n  // no policy, and no JSON either\n}\n' >tsconfig.json
pre-commit install >"$scratch/log"
git add .

expect pass "a good policy" git commit -m good
expect pass "the whole repository, good" pre-commit run cordon-lint-all --hook-stage manual
sed 's/"Action"/"Actions"/' policies/good.json >policies/bad.json
git add .
expect fail "a bad policy" git commit -m bad
grep -q 'policies/bad\.json.*SYN' "$scratch/log" || fail "the finding is not shown"
! grep -q 'good\.json\|package\.json' "$scratch/log" || fail "files without findings are shown"
expect fail "the whole repository, bad" pre-commit run cordon-lint-all --hook-stage manual
echo /policies/bad.json >.gitignore
git rm -q --cached policies/bad.json
git add .
expect pass "what git ignores" git commit -m ignored
expect pass "the whole repository without it" pre-commit run cordon-lint-all --hook-stage manual
echo "pre-commit's hooks do what they should"
