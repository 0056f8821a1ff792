import { describe, expect, it } from 'vitest';
import { lint } from '../../src/lint/lint.ts';
import { MemoryDisk } from '../../src/project/memory-disk.ts';

const text = `virtual_server fwmark 7 {
    delay_loop 6
    lb_algo rr
    lb_kind DR
    real_server 192.0.2.21 0 {
        TCP_CHECK {
            connect_port 80
        }
    }
}
`;

/** Whether port 0 of a real server is a fault in a release. */
async function isRefused(keepalivedVersion: string): Promise<boolean> {
  const disk = new MemoryDisk(new Map([['/a/lb1.conf', { bytes: Buffer.from(text), mode: 0o644 }]]));
  const { diagnostics } = await lint({ paths: ['lb1.conf'], cwd: '/a', disk, keepalivedVersion });
  return diagnostics.some(({ rule, severity }) => rule === 'value/port-range' && severity === 'error');
}

describe('port 0 of a real server', () => {
  it.each([
    ['1.3.1', false],
    ['2.0.6', false],
    ['2.0.7', true],
    ['2.0.14', true],
    ['2.0.15', false],
    ['2.4.3', false],
  ])('keepalived %s: refused is %s', async (release, expected) => {
    expect(await isRefused(release)).toBe(expected);
  });
});
