import { describe, expect, it } from 'vitest';
import { systemdRcLocal } from '../../../../src/lint/rules/systemd/rc-local.ts';
import { sample } from '../../../../src/lint/rules/vrrp/sample.ts';
import { lintTexts, positionOf } from '../../../support/lint-texts.ts';

function found(mode: number, text: string, path = 'lb1/etc/rc.d/rc.local'): string[] {
  const files = { 'lb1/etc/keepalived/keepalived.conf': sample(), [path]: text };
  return lintTexts(files, [systemdRcLocal], { modes: { [path]: mode } }).map(
    (one) => `${positionOf(one, files)} ${one.severity} ${one.message}`,
  );
}

describe('systemd/rc-local', () => {
  it('points at the first command that is not run', () => {
    expect(found(0o644, '#!/bin/bash\n# routes\n  ip route add 198.51.100.0/24 via 192.0.2.1\n')).toEqual([
      'lb1/etc/rc.d/rc.local:3:3 warning rc.local of lb1 is not executable: its mode is 0644, and systemd leaves it out',
    ]);
  });

  it.each([
    ['executable', 0o755, '#!/bin/sh\nip link set eth1 up\n'],
    ['nothing but comments', 0o644, '#!/bin/bash\n# nothing yet\n\n'],
    ['an empty file', 0o644, ''],
  ])('says nothing: %s', (_title, mode, text) => {
    expect(found(mode, text)).toEqual([]);
  });
});
