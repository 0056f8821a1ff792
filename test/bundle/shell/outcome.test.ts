import { spawnSync } from 'node:child_process';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { SourceText } from '../../../grammar/source.ts';
import { parseScript } from '../../../src/bundle/shell/parse.ts';

function outcome(text: string): string {
  const { canSucceed, canFail } = parseScript(new SourceText('/x', text)).outcome;
  return `${canSucceed ? 'succeeds' : ''}${canSucceed && canFail ? ' or ' : ''}${canFail ? 'fails' : ''}`;
}

describe('how a script can end', () => {
  it.each([
    ['', 'succeeds'],
    ['echo checked', 'succeeds'],
    ['exit 1', 'fails'],
    ['exit 256', 'succeeds'],
    ['pgrep nginx', 'succeeds or fails'],
    ['pgrep nginx || exit 1', 'succeeds or fails'],
    ['pgrep nginx || true', 'succeeds'],
    ['pgrep nginx || exit', 'succeeds or fails'],
    ['pgrep nginx; echo $?', 'succeeds'],
    ['pgrep nginx\nexit $?', 'succeeds or fails'],
    ['if ! pgrep nginx; then systemctl restart nginx; fi\necho checked', 'succeeds'],
    ['if ! pgrep nginx; then systemctl restart nginx; fi', 'succeeds or fails'],
    ['if ! pgrep nginx; then exit $?; fi\nexit 0', 'succeeds'],
    ['if ! pgrep nginx; then exit 2; fi\nexit 0', 'succeeds or fails'],
    ['if a; then exit 1; else exit 2; fi\necho never', 'fails'],
    ['if [ $? -ne 0 ]; then exit $?; fi', 'succeeds'],
    ['a && b', 'succeeds or fails'],
    ['a && exit 0\nexit 1', 'succeeds or fails'],
    ['! true', 'fails'],
    ['ss | grep nginx | wc -l', 'succeeds'],
    ['set -o pipefail\nss | grep nginx | wc -l', 'succeeds or fails'],
    ['set -e\npgrep nginx\necho up', 'succeeds or fails'],
    ['set -e\npgrep nginx || true\necho up', 'succeeds'],
    ['set -e\nif pgrep nginx; then :; fi', 'succeeds'],
    ['#!/bin/sh -e\npgrep nginx\necho up', 'succeeds or fails'],
    ['trap "exit 3" EXIT\nexit 0', 'succeeds or fails'],
    ['. /etc/functions\nexit 0', 'succeeds or fails'],
    ['eval "$x"\nexit 0', 'succeeds or fails'],
    ['f() { return 1; }\nf', 'fails'],
    ['f() { return 1; }\nf\nexit 0', 'succeeds'],
    ['f() { exit 1; }\npgrep nginx || f\nexit 0', 'succeeds or fails'],
    ['f() { f; }\nf; exit 0', 'succeeds or fails'],
    ['exec pgrep nginx', 'succeeds or fails'],
    ['</dev/tcp/127.0.0.1/80', 'succeeds or fails'],
    ['echo >/dev/tcp/127.0.0.1/80', 'succeeds or fails'],
    ['(echo >/dev/tcp/127.0.0.1/80) 2>/dev/null && exit 0\nexit 1', 'succeeds or fails'],
    ['{ true; } < /run/web.state', 'succeeds or fails'],
    ['exec 3<>/dev/tcp/127.0.0.1/80\nexit 0', 'succeeds or fails'],
    ['echo up > /run/web.state 2>&1', 'succeeds'],
    ['cat <<< text | wc -l', 'succeeds'],
    ['exec true', 'succeeds'],
    ['exec 2>/dev/null\ntrue', 'succeeds'],
    ['while true; do sleep 1; done', ''],
    ['while true; do pgrep x && break; sleep 1; done', 'succeeds'],
    ['until pgrep x; do exit 4; done', 'succeeds or fails'],
    ['for i in 1 2 3; do pgrep x && exit 0; sleep 1; done\nexit 1', 'succeeds or fails'],
    ['case $1 in a) exit 0 ;; *) exit 1 ;; esac\necho never', 'succeeds or fails'],
    ['case $1 in a) exit 0 ;; esac', 'succeeds'],
    ['(exit 3)', 'fails'],
    ['(exit 3); true', 'succeeds'],
    ['x=$(exit 3)', 'fails'],
    ['x=$(pgrep x)\nexit 0', 'succeeds'],
    ['echo ${1:?missing}', 'succeeds or fails'],
    ['set -u\necho $x', 'succeeds or fails'],
    ['pgrep x &\nwait', 'succeeds or fails'],
    ['pgrep x &', 'succeeds'],
    ['kill -9 $$\ntrue', 'succeeds or fails'],
    ['if [', 'succeeds or fails'],
    ['(( 0 ))', 'succeeds or fails'],
  ])('%j', (text, expected) => {
    expect(outcome(text)).toBe(expected);
  });

  // The shell itself is the judge: a status that the analysis rules out never comes.
  it('never rules out what the shell does', () => {
    const command = fc.constantFrom(
      'true',
      'false',
      ':',
      'echo x',
      'exit',
      'exit 0',
      'exit 3',
      '(exit 2)',
      'test -n ""',
    );
    const piece = fc.letrec<{ list: string; node: string }>((tie) => ({
      node: fc.oneof(
        { depthSize: 'small', withCrossShrink: true },
        command,
        fc.tuple(tie('node'), tie('node')).map(([a, b]) => `{ ${a}; } && { ${b}; }`),
        fc.tuple(tie('node'), tie('node')).map(([a, b]) => `{ ${a}; } || { ${b}; }`),
        tie('node').map((a) => `! { ${a}; }`),
        fc.tuple(tie('list'), tie('list')).map(([a, b]) => `if ${a}; then ${b}; fi`),
        fc
          .tuple(tie('list'), tie('list'), tie('list'))
          .map(([a, b, c]) => `if ${a}; then ${b}; else ${c}; fi`),
        tie('list').map((a) => `for i in 1 2; do ${a}; break; done`),
        fc.tuple(tie('list'), tie('list')).map(([a, b]) => `until ${a}; do ${b}; break; done`),
        tie('list').map((a) => `x=$( ${a} )`),
        tie('list').map((a) => `f() { ${a}; return; }; f`),
        fc.tuple(tie('node'), tie('node')).map(([a, b]) => `{ ${a}; } | { ${b}; }`),
      ),
      list: fc.array(tie('node'), { minLength: 1, maxLength: 3 }).map((nodes) => nodes.join('\n')),
    }));
    const shell = spawnSync('bash', ['-c', 'exit 0']).status === 0 ? 'bash' : 'sh';
    fc.assert(
      fc.property(piece.list, fc.boolean(), (text, errexit) => {
        const whole = `${errexit ? 'set -e\n' : ''}${text}\n`;
        const { status } = spawnSync(shell, ['-c', whole], { timeout: 20_000 });
        // A machine that is too busy to answer has not said anything.
        fc.pre(status !== null);
        const { canSucceed, canFail } = parseScript(new SourceText('/x', whole)).outcome;
        return status === 0 ? canSucceed : canFail;
      }),
      { numRuns: Number(process.env.HACFG_FUZZ_RUNS ?? 60) },
    );
  }, 120_000);
});
