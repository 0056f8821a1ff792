import { mkdirSync, mkdtempSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach } from 'vitest';
import { main } from '../../src/cli/main.ts';
import { Collected } from './kit.ts';

/** A folder of its own for every test, and the program, with its real engine, at work in it. */
export class Workplace {
  folder = '';

  constructor() {
    beforeEach(() => {
      this.folder = realpathSync(mkdtempSync(join(tmpdir(), 'hacfg-cli-')));
    });
    afterEach(() => rmSync(this.folder, { recursive: true }));
  }

  put(name: string, text: string | Uint8Array, mode = 0o644): void {
    const path = join(this.folder, name);
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, text, { mode });
  }

  read(name: string): string {
    return readFileSync(join(this.folder, name), 'utf8');
  }

  async hacfg(
    line: string,
    stdin: string | Uint8Array = '',
  ): Promise<Record<'stdout' | 'stderr', string> & { code: number }> {
    const [stdout, stderr] = [new Collected(), new Collected()];
    const code = await main({
      argv: line.split(' '),
      cwd: this.folder,
      env: {},
      stdin: async () => Buffer.from(stdin),
      stdout,
      stderr,
    });
    return { code, stdout: stdout.text, stderr: stderr.text };
  }
}

/** A configuration with these lines in its instance, the first of them on line 6. */
export function instance(lines: string): string {
  return `vrrp_instance VI_1 {
    state BACKUP
    interface eth0
    virtual_router_id 51
    priority 100
${lines}    virtual_ipaddress {
        192.0.2.100/32
    }
}
`;
}
