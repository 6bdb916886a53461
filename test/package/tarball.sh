#!/usr/bin/env bash
# Packs the project, installs the tarball in an empty folder as a user would, and runs it there.
set -euo pipefail
root="$(cd "$(dirname "$0")/../.." && pwd)"
scratch="$(mktemp -d)"
trap 'rm -rf "$scratch"' EXIT
cd "$root"
npm pack --silent --pack-destination "$scratch" >/dev/null
cd "$scratch"
mkdir empty && cd empty
npm init -y >/dev/null
npm install --no-audit --no-fund --omit=dev ../xvcheck-*.tgz >/dev/null
xvcheck=./node_modules/.bin/xvcheck
"$xvcheck" --version | grep -q '^xvcheck/'
"$xvcheck" rules list | grep -q 'datastore-capacity'
"$xvcheck" run node_modules/xvcheck/fixtures/plans/demo.yaml >run.txt
grep -q '^READY' run.txt
# No package of the production tree may run a script when it is installed.
node -e '
	const { packages } = JSON.parse(require("fs").readFileSync("node_modules/.package-lock.json", "utf8"));
	const scripted = Object.entries(packages).filter(([, entry]) => entry.hasInstallScript).map(([name]) => name);
	if (scripted.length > 0) { console.error("install scripts:", scripted); process.exit(1); }
'
echo "tarball ok"
