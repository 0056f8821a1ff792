import { describe, expect, it } from 'vitest';
import { clusterCheckScriptDiffers } from '../../../../src/lint/rules/cluster/check-script-differs.ts';
import { lintTexts } from '../../../support/lint-texts.ts';
import { instance, pointedAt } from './kit.ts';

const node = (priority: number, script = '/etc/keepalived/check.sh', name = 'chk') =>
  `vrrp_script ${name} {\nscript "${script}"\n}\n${instance({ priority, lines: ['track_script {', name, '}'] })}`;

/** Scripts of lb1, lb2..., and what the rule says of them. */
function found(...scripts: readonly string[]) {
  const files = scripts.flatMap((text, at) => [
    [`lb${at + 1}/keepalived.conf`, node(110 - at)],
    [`lb${at + 1}/check.sh`, `#!/bin/sh\n${text}\n`],
  ]);
  return lintTexts(Object.fromEntries(files), [clusterCheckScriptDiffers]);
}

const check = 'pgrep -x nginx || exit 1';

describe('cluster/check-script-differs', () => {
  it('points at the first line that is another one, on both nodes', () => {
    const [one, ...more] = found(
      `${check}\ncurl -fsm 2 http://[::1]/`,
      `${check}\ncurl -fsm 9 http://[::1]/`,
    );
    expect(more).toEqual([]);
    expect([one!.severity, one!.message, pointedAt(one!.place), pointedAt(one!.related[0]!.place)]).toEqual([
      'info',
      'check.sh, which vrrp_script chk runs, is another script on lb2 than on lb1',
      'lb2/check.sh 3: curl -fsm 9 http://[::1]/',
      'lb1/check.sh 3: curl -fsm 2 http://[::1]/',
    ]);
  });

  it.each([
    ['one goes on', [check, `${check}\nexit 0`], 'lb2/check.sh 3: exit 0'],
    ['the other goes on', [`${check}\nexit 0`, check], 'lb2/check.sh 2: pgrep -x nginx || exit 1'],
    [
      'what is said is asked',
      ['echo PING | nc ::1 1 | grep PONG', 'echo PING | nc ::1 2 | grep PONG'],
      'lb2/check.sh 2: echo PING | nc ::1 2 | grep PONG',
    ],
    ['the third alone', [check, check, 'exit 0'], 'lb3/check.sh 2: exit 0'],
  ])('%s', (_title, scripts, at) => {
    expect(found(...scripts).map(({ place }) => pointedAt(place))).toEqual([at]);
  });

  it.each([
    ['the same', [check, check]],
    [
      'remarks, blanks, empty lines and line ends',
      [check, `# now with curl\n\n  pgrep  -x nginx ||\texit 1\r`],
    ],
    ['addresses', ['ping -c1 192.0.2.1', 'ping -c1 192.0.2.254']],
    ['addresses of IPv6', ['ping -c1 2001:db8::1', 'ping -c1 2001:db8:0:1::fe']],
    ['names of the nodes', ['curl -fsm 2 http://lb1/', 'curl -fsm 2 http://lb2/']],
    ['what goes into a log', [`echo up\n${check}`, `${check}\nlogger down`]],
  ])('says nothing of %s', (_title, scripts) => {
    expect(found(...scripts)).toEqual([]);
  });

  it('says nothing of checks with other names, or of other files', () => {
    const files = {
      'lb1/keepalived.conf': node(110),
      'lb1/check.sh': '#!/bin/sh\nexit 0\n',
      'lb2/keepalived.conf': node(100, '/etc/keepalived/check2.sh'),
      'lb2/check2.sh': '#!/bin/sh\nexit 1\n',
      'lb3/keepalived.conf': node(90, '/etc/keepalived/check.sh', 'other'),
      'lb3/check.sh': '#!/bin/sh\nexit 1\n',
    };
    expect(lintTexts(files, [clusterCheckScriptDiffers])).toEqual([]);
  });
});
