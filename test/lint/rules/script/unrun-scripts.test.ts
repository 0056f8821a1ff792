import { describe, expect, it } from 'vitest';
import { lint } from '../../../../src/lint/lint.ts';
import { lineOf } from '../../../../src/lint/words.ts';
import { folderOf } from '../../../project/kit.ts';
import { instance } from '../cluster/kit.ts';

const node = (script: string, priority = 100) =>
  `vrrp_script chk {\nscript "${script}"\n}\n${instance({ priority, lines: ['track_script {', 'chk', '}'] })}`;
const check = '#!/bin/sh\n# keepalived runs this\nexec /usr/bin/pgrep -x nginx\n';

async function modesOf(
  files: Readonly<Record<string, string>>,
  options: { readonly asked?: readonly string[]; readonly executable?: readonly string[] } = {},
) {
  const { asked = ['.'], executable = [] } = options;
  const { diagnostics } = await lint({
    paths: asked,
    cwd: folderOf(files, { executable }),
    rules: { only: ['script/not-executable'] },
  });
  return diagnostics.filter(({ message }) => message.includes('is not executable'));
}

describe('script/not-executable: what no node runs', () => {
  it('leaves a script of a shared folder to the node that runs it', async () => {
    const found = await modesOf({
      'lb1.conf': node('/etc/keepalived/one.sh', 110),
      'lb2.conf': node('/etc/keepalived/two.sh'),
      'one.sh': check,
      'two.sh': check,
    });
    expect(
      found.map(({ severity, message, related }) => [severity, message, lineOf(related[0]!.place)]),
    ).toEqual([
      ['warning', 'one.sh is not executable: its mode is 0644', 'script "/etc/keepalived/one.sh"'],
      ['warning', 'two.sh is not executable: its mode is 0644', 'script "/etc/keepalived/two.sh"'],
    ]);
  });

  it('says what neither of two nodes runs', async () => {
    const found = await modesOf({
      'lb1.conf': node('/usr/bin/true', 110),
      'lb2.conf': node('/usr/bin/true'),
      'old.sh': check,
    });
    expect(found.map(({ severity, message, help }) => [severity, message, help])).toEqual([
      [
        'info',
        'old.sh is not executable: its mode is 0644, and nothing at hand runs it',
        'chmod 755 /etc/keepalived/old.sh, and a vrrp_script with script "/etc/keepalived/old.sh" and a track_script entry for it',
      ],
    ]);
  });

  it('tells of the peer that runs a script of the same name', async () => {
    const found = await modesOf(
      {
        'lb1/etc/keepalived/keepalived.conf': node('/usr/bin/true', 110),
        'lb1/etc/keepalived/check.sh': check,
        'lb2/etc/keepalived/keepalived.conf': node('/etc/keepalived/check.sh'),
        'lb2/etc/keepalived/check.sh': check,
      },
      { executable: ['lb2/etc/keepalived/check.sh'] },
    );
    expect(
      found.map(({ severity, message, label, related }) => [severity, message, label, related[0]!.message]),
    ).toEqual([
      [
        'info',
        'check.sh is not executable: its mode is 0644, and lb1 does not run it, while lb2 runs a script of this name',
        'not run by lb1',
        'run by vrrp_script chk on lb2',
      ],
    ]);
  });

  it.each<[string, Readonly<Record<string, string>>, readonly string[]]>([
    [
      'the other files of the folder were not read',
      { 'lb1.conf': node('/usr/bin/true'), 'lb2.conf': node('/etc/keepalived/two.sh'), 'two.sh': check },
      ['lb1.conf'],
    ],
    [
      'a script that is run reads it',
      {
        'keepalived.conf': node('/etc/keepalived/check.sh'),
        'check.sh': '#!/bin/sh\n. "$(dirname "$0")/keepalived-lib.sh"\nis_up\n',
        'keepalived-lib.sh': 'is_up() { pgrep -x nginx; }\n',
      },
      ['.'],
    ],
  ])('says nothing: %s', async (_title, files, asked) => {
    expect(await modesOf(files, { asked, executable: 'check.sh' in files ? ['check.sh'] : [] })).toEqual([]);
  });
});
