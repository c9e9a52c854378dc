#!/usr/bin/env bash
# Builds cordon and asks it about the first incident of fixtures/: is it contained?
set -euo pipefail
source "$(dirname "${BASH_SOURCE[0]}")/quietly.sh"

scripts/setup.sh
echo "building (once; log: build/demo-build.log)"
quietly demo-configure cmake --preset release
quietly demo-build cmake --build build/release --target cordon

incident=fixtures/incidents/2017-leaked-key/incident.yaml
printf '\n$ cordon contain %s\n' "$incident"
status=0
build/release/cordon contain "$incident" || status=$?
case $status in
  0) printf '\nexit status 0: the incident is contained\n' ;;
  1) printf '\nexit status 1: the incident is not contained\n' ;;
  *) exit "$status" ;;
esac
