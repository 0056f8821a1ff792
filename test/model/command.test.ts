import { describe, expect, it } from 'vitest';
import { programOf } from '../../src/model/command.ts';
import { nodeOf, shown } from './kit.ts';

function commandOf(line: string, release?: string) {
  const [command] = nodeOf(`vrrp_script chk {\n${line}\n}\n`, { release }).commands;
  return command;
}

describe('a command', () => {
  it.each([
    ['quoted', 'script "/usr/bin/pgrep -x nginx"', ['/usr/bin/pgrep', '-x', 'nginx']],
    ['a bare word', 'script /usr/bin/true', ['/usr/bin/true']],
    ['with a quoted argument', `script "/bin/sh -c 'a | b'"`, ['/bin/sh', '-c', 'a | b']],
    ['with escapes', 'script "/bin/echo a\\ b"', ['/bin/echo', 'a b']],
  ])('is split into words: %s', (_name, line, argv) => {
    expect(commandOf(line)?.argv.map(({ text }) => text)).toEqual(argv);
  });

  it('knows where each word was written', () => {
    const command = commandOf(`script "/bin/sh -c 'a | b'" nobody users # daily`);
    expect(command?.argv.map(({ place }) => shown(place))).toEqual([
      '2:9 /bin/sh',
      '2:17 -c',
      "2:20 'a | b'",
    ]);
    expect(command?.owner.map(({ place }) => shown(place))).toEqual(['2:29 nobody', '2:36 users']);
  });

  it('is none when its quotes are wrong, or nothing is there', () => {
    expect(commandOf(`script "/bin/sh -c 'a"`)).toBeUndefined();
    expect(commandOf('script')).toBeUndefined();
    expect(commandOf('script ""')).toBeUndefined();
  });

  it('is known by its program', () => {
    expect(programOf(commandOf('script "/usr/bin/killall -0 nginx"')!)).toBe('killall');
    expect(programOf(commandOf('script "killall -0 nginx"')!)).toBe('killall');
  });

  it('is found wherever one may stand', () => {
    const text = `global_defs {\n startup_script /a\n}
vrrp_instance VI_1 {\n notify_master /b\n notify_stop "/c d" root\n}
virtual_server 192.0.2.100 80 {\n quorum_up /d\n real_server 192.0.2.21 80 {\n  MISC_CHECK {\n   misc_path /e\n  }\n }\n}\n`;
    expect(nodeOf(text).commands.map(({ argv }) => argv[0].text)).toEqual(['/a', '/b', '/c', '/d', '/e']);
  });
});
