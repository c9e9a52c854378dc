#!/usr/bin/env bash
# Runs the README's two commands on a machine that has nothing: debootstrap makes a bare system of
# this machine's own distribution in a temporary folder, `git archive HEAD` goes into it, and
# scripts/demo.sh and scripts/test.sh run inside, installing their packages with apt. Needs root and
# debootstrap. Everything is removed at the end; what it needs of this machine's network settings is
# copied when it runs.
set -euo pipefail

repository=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
source_dir=/src/cordon

fail() {
  echo "$*" >&2
  exit 1
}

# The first archive that this machine's own apt uses for its release.
mirror() {
  cat /etc/apt/sources.list /etc/apt/sources.list.d/*.{list,sources} 2>/dev/null |
    sed -nE 's/^(URIs:|deb( \[[^]]*\])?) *(https?:[^ ]+).*/\3/p' | head -n 1
}

# apt's sources for this release, their keys, and how apt reaches the network; no hooks.
copy_apt_settings() {
  local root=$1 file
  rm -f "$root"/etc/apt/sources.list
  for file in /etc/apt/sources.list /etc/apt/sources.list.d/*.{list,sources}; do
    if grep -qsE "(^|[[:space:]])$suite([[:space:]-]|$)" "$file"; then cp "$file" "$root$file"; fi
  done
  for file in /etc/apt/apt.conf.d/*; do
    if grep -qsE '^Acquire' "$file"; then cp "$file" "$root$file"; fi
  done
  mkdir -p "$root"/etc/apt/{keyrings,trusted.gpg.d} "$root"/usr/share/keyrings
  for file in /etc/apt/keyrings /etc/apt/trusted.gpg.d /usr/share/keyrings; do
    [[ ! -d $file ]] || cp -r "$file/." "$root$file/"
  done
  cp -L /etc/resolv.conf /etc/hosts "$root/etc/"
}

# Runs in namespaces of its own: mounts and processes end with it, whatever happens, so that nothing
# holds or writes the folder when it is removed.
run_inside() {
  local root=$1 script=$2
  export root source_dir script
  # shellcheck disable=SC2016 # the inner shell expands these
  unshare --mount --propagation private --pid --fork --kill-child bash -c '
    set -e
    mount -t proc proc "$root/proc"
    mount --rbind /dev "$root/dev"
    exec env -i HOME=/root PATH=/usr/sbin:/usr/bin:/sbin:/bin \
      ${http_proxy:+http_proxy="$http_proxy"} ${https_proxy:+https_proxy="$https_proxy"} \
      ${no_proxy:+no_proxy="$no_proxy"} \
      chroot "$root" sh -c "cd / && exec \"\$0\"" "$source_dir/$script"' &
  inside=$!
  local status=0
  wait "$inside" || status=$?
  inside=
  return "$status"
}

# unshare and the first process of a namespace ignore what Ctrl-C sends: only this ends them early.
clean_up() {
  [[ -z ${inside:-} ]] || kill -KILL "$inside" 2>/dev/null || true
  for _ in 1 2 3 4 5; do
    if rm -rf --one-file-system "$tree" 2>/dev/null; then return; fi
    sleep 1
  done
  echo "could not remove $tree" >&2
}

((EUID == 0)) || fail "needs root, for debootstrap and chroot"
command -v debootstrap >/dev/null || fail "needs debootstrap (apt-get install debootstrap)"

suite=$(. /etc/os-release && echo "$VERSION_CODENAME")
tree=$(mktemp -d -t cordon-bare-XXXXXX)
trap clean_up EXIT
trap 'exit 130' INT TERM
root="$tree/root"

echo "debootstrap $suite"
debootstrap --variant=minbase "$suite" "$root" "$(mirror)" >"$tree/debootstrap.log" 2>&1 ||
  { tail -n 20 "$tree/debootstrap.log" >&2; fail "debootstrap failed"; }
copy_apt_settings "$root"
mkdir -p "$root$source_dir"
git -C "$repository" archive HEAD | tar -x -C "$root$source_dir"

for script in scripts/demo.sh scripts/test.sh; do
  echo "== $script"
  start=$SECONDS
  run_inside "$root" "$script" || fail "$script: exit status $?"
  echo "== $script: $((SECONDS - start)) s"
done
