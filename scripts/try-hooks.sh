#!/usr/bin/env bash
# Uses hacfg in commits as its users would, in scratch repositories: through pre-commit, through a plain hook of git,
# through lefthook. Says what was tried, a line each; fails at the first fault.
#
# pre-commit builds its own environment from a clone of this checkout's last commit.
set -euo pipefail
cd "$(dirname "$0")/.."
root=$PWD
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
export PRE_COMMIT_HOME=$work/pre-commit GIT_CONFIG_NOSYSTEM=1 GIT_CONFIG_GLOBAL=$work/gitconfig
git config --global user.name 'A. User'
git config --global user.email user@example.org
git config --global init.defaultBranch main
git config --global --add safe.directory '*'
git config --global advice.detachedHead false
tried() { printf 'hooks: %s\n' "$*"; }
fail() { printf 'hooks: %s\n' "$*" >&2; [ ! -f "$work/out" ] || cat "$work/out" >&2; exit 1; }

node_file() { # NAME PRIORITY ADVERT_INT
  cat <<CONF
global_defs {
    router_id $1
}
vrrp_instance VI_1 {
    state BACKUP
    interface eth0
    virtual_router_id 51
    priority $2
    advert_int $3
    virtual_ipaddress {
        192.0.2.100/24
    }
}
CONF
}

# A repository with a pair that is right, and a commit of it.
scratch() { # NAME
  mkdir "$work/$1" && cd "$work/$1"
  git init --quiet
  mkdir lb1 lb2
  node_file lb1 110 1 >lb1/keepalived.conf
  node_file lb2 100 1 >lb2/keepalived.conf
  echo 'Two load balancers.' >README.md
  git add --all
  git commit --quiet --no-verify --message 'A pair'
}

commits() { # CODE: git commit ends with that, and its output is kept
  local code=0
  git commit --quiet --message 'A change' >"$work/out" 2>&1 || code=$?
  [ "$code" = "$1" ] || fail "$where: git commit ends with $code, not $1"
}

says() { grep -qF -- "$1" "$work/out" || fail "$where: the hook does not say: $1"; }
is_silent_on() { ! grep -qF -- "$1" "$work/out" || fail "$where: the hook should not say: $1"; }

# What every hook must do, in the repository at hand.
try_all() { # NAME
  where="$1, a clean change"
  sed -i 's/priority 100/priority 90/' lb2/keepalived.conf
  git add --all
  commits 0
  where="$1, an unrelated file"
  echo 'More words.' >>README.md
  git add --all
  commits 0
  is_silent_on 'keepalived.conf:'
  where="$1, the advert_int of the backup alone"
  node_file lb2 90 3 >lb2/keepalived.conf
  git add --all
  commits 1
  says 'cluster/advert-int-mismatch'
  says 'lb1/keepalived.conf:9:16'
  says 'lb2/keepalived.conf:9:16'
  [ "$(grep -c 'advert-int-mismatch' "$work/out")" = 1 ] || fail "$where: said more than once"
  where="$1, mended in the working tree and not staged"
  node_file lb2 90 1 >lb2/keepalived.conf
  commits 1
  says 'cluster/advert-int-mismatch'
  where="$1, mended and staged"
  node_file lb2 80 1 >lb2/keepalived.conf
  git add --all
  node_file lb2 80 3 >lb2/keepalived.conf
  commits 0
  git checkout --quiet -- .
  tried "$1: stops what breaks a pair, judges what is staged, lets the rest pass"
}

# A repository with a description and what hacfg gen made of it.
try_gen_check() {
  mkdir "$work/generated" && cd "$work/generated"
  git init --quiet
  node "$root/bin/hacfg.js" init nginx >"$work/out" 2>&1 && node "$root/bin/hacfg.js" gen -o out >"$work/out" 2>&1 \
    || fail 'nothing is generated'
  printf 'repos:\n  - repo: %s\n    rev: %s\n    hooks:\n      - id: hacfg-gen-check\n        args: [-o, out]\n' \
    "$work/hacfg" "$rev" >.pre-commit-config.yaml
  git add --all && git commit --quiet --no-verify --message 'A cluster'
  pre-commit install --install-hooks >"$work/out" 2>&1 || fail 'pre-commit cannot install hacfg-gen-check'
  where='hacfg-gen-check, up to date'
  echo '# A word more.' >>hacfg.yaml
  git add --all
  commits 0
  where='hacfg-gen-check, a generated file changed by hand'
  sed -i 's/priority .*/priority 250/' out/web2/etc/keepalived/keepalived.conf
  git add --all
  commits 1
  says 'web2/etc/keepalived/keepalived.conf was changed by hand'
  git reset --quiet --hard
  where='hacfg-gen-check, a description that was changed and not generated'
  sed -i 's/192\.0\.2\.100/192.0.2.101/' hacfg.yaml
  git add --all
  commits 1
  says 'out'
  node "$root/bin/hacfg.js" gen -o out >"$work/out" 2>&1
  git add --all
  commits 0
  where='hacfg-gen-check, an unrelated file'
  echo 'Two web servers.' >README.md
  git add --all
  commits 0
  says 'no files to check'
  tried 'pre-commit: hacfg-gen-check stops what is not what hacfg.yaml says'
}

# pre-commit, with an environment of its own, as its users have it.
if command -v pre-commit >/dev/null; then
  rev=$(git -C "$root" rev-parse HEAD)
  git clone --quiet "$root" "$work/hacfg"
  git -C "$work/hacfg" checkout --quiet "$rev"
  scratch with-pre-commit
  printf 'repos:\n  - repo: %s\n    rev: %s\n    hooks:\n      - id: hacfg\n' "$work/hacfg" "$rev" >.pre-commit-config.yaml
  git add --all && git commit --quiet --no-verify --message 'pre-commit'
  pre-commit install --install-hooks >"$work/out" 2>&1 || fail 'pre-commit cannot install hacfg'
  try_all pre-commit
  where='pre-commit, a script beside a configuration'
  printf '#!/bin/sh\npkill keepalived\nexit 0\n' >lb1/check_web.sh
  sed -i '1i vrrp_script web {\n    script "/etc/keepalived/check_web.sh"\n    interval 5\n    fall 2\n    rise 2\n}' lb1/keepalived.conf
  chmod +x lb1/check_web.sh
  git add lb1/keepalived.conf && git commit --quiet --no-verify --message 'A check'
  git add lb1/check_web.sh
  commits 1
  says 'check-script/never-fails'
  git reset --quiet --hard HEAD~1
  where='pre-commit, the fixing hook'
  sed -i 's/id: hacfg$/id: hacfg-fix/' .pre-commit-config.yaml
  sed -i 's/state BACKUP/state backup/' lb2/keepalived.conf
  git add --all
  commits 1
  grep -q 'state BACKUP' lb2/keepalived.conf || fail "$where: nothing was mended"
  git add --all
  commits 0
  tried 'pre-commit: hacfg-fix mends the file, and the next commit passes'
  try_gen_check
elif [ "${HACFG_REQUIRE_ALL:-}" = 1 ]; then fail 'pre-commit is not installed'
else tried 'skipped: pre-commit is not installed'; fi

# A plain hook of git.
PATH=$work/bin:$PATH
mkdir -p "$work/bin"
printf '#!/bin/sh\nexec node "%s/bin/hacfg.js" "$@"\n' "$root" >"$work/bin/hacfg"
chmod +x "$work/bin/hacfg"
scratch plain
printf '#!/bin/sh\nexec hacfg lint --staged\n' >.git/hooks/pre-commit
chmod +x .git/hooks/pre-commit
try_all 'a plain hook'
where='a plain hook, a file that is no text'
printf 'vrrp\0\377\376' >lb2/keepalived.conf
git add --all
commits 1
says 'lb2/keepalived.conf: holds binary data'
git reset --quiet --hard

where='a file that cannot be read'
code=0
hacfg lint --peers lb1/missing.conf >"$work/out" 2>&1 || code=$?
[ "$code" = 2 ] || fail "$where: exit code $code, not 2"
says 'lb1/missing.conf: no such file'
tried 'a file that cannot be read: exit code 2'

# lefthook, which hands the staged files on.
if [ ! -x "$root/node_modules/.bin/lefthook" ]; then
  npm install --silent --no-audit --no-fund --ignore-scripts --prefix "$work/lefthook" lefthook@2.2.2 >/dev/null 2>&1 || true
  PATH=$work/lefthook/node_modules/.bin:$PATH
fi
if command -v lefthook >/dev/null; then
  scratch with-lefthook
  printf 'pre-commit:\n  commands:\n    hacfg:\n      run: hacfg lint --staged {staged_files}\n' >lefthook.yml
  git add --all && git commit --quiet --no-verify --message 'lefthook'
  lefthook install >"$work/out" 2>&1 || fail 'lefthook cannot be installed'
  try_all lefthook
elif [ "${HACFG_REQUIRE_ALL:-}" = 1 ]; then fail 'lefthook is not installed'
else tried 'skipped: lefthook cannot be had'; fi
