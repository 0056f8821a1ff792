#!/usr/bin/env bash
# What the GitHub Action does: annotations in the log, a SARIF file where one is asked for, hacfg's own exit code.
set -euo pipefail

here=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
if [ -n "${HACFG_VERSION:-}" ]; then
  hacfg=(npx --yes "hacfg@$HACFG_VERSION")
else
  # The checkout of the action holds the sources: build them once.
  [ -f "$here/dist/hacfg.cjs" ] || (cd "$here" && npm ci --silent --no-audit --no-fund && npm run --silent build) >&2
  hacfg=(node "$here/bin/hacfg.js")
fi

formats=(--format github)
if [ -n "${HACFG_SARIF:-}" ]; then formats+=(--format "sarif=$HACFG_SARIF"); fi

# Words are split at blanks, and no pattern is expanded: hacfg does that itself.
read -r -a paths <<<"${HACFG_PATHS:-.}"
read -r -a more <<<"${HACFG_ARGS:-}"
"${hacfg[@]}" lint "${formats[@]}" ${more[@]+"${more[@]}"} "${paths[@]}"
