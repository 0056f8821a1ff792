import { chmodSync, mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { hostname, tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { localMachine } from '../../src/project/local.ts';

const folder = realpathSync(mkdtempSync(join(tmpdir(), 'hacfg-machine-')));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
const { machine, hostName } = await localMachine();

describe('this machine', () => {
  it('goes by its name without the domain', () => {
    expect(hostName).toBe(hostname().split('.')[0]);
  });

  it('has a loopback interface and the address that goes with it', () => {
    expect(machine.interfaces).toContain('lo');
    expect(machine.interfaces).not.toContain('bonding_masters');
    expect(machine.addresses).toContain('127.0.0.1');
  });

  it('knows its users and groups, and which it has not', () => {
    expect(machine.user('root')).toEqual({ uid: 0, gid: 0 });
    expect(machine.group('root')).toBe(0);
    expect(machine.user('no-such-user')).toBe('missing');
    expect(machine.group('no-such-group')).toBe('missing');
    expect(machine.user('--help')).toBe('missing');
  });

  it('walks a path step by step, without following links', () => {
    mkdirSync(join(folder, 'bin'), { mode: 0o755 });
    const program = join(folder, 'bin/check');
    writeFileSync(program, '#!/bin/sh\n');
    chmodSync(program, 0o750);
    symlinkSync('bin', join(folder, 'link'));
    const last = (path: string, count: number) =>
      machine
        .steps(path)
        .slice(-count)
        .map((step) => `${step.path.slice(folder.length)} ${step.kind} ${(step.mode & 0o777).toString(8)}`);
    expect(machine.steps(program)[0]).toMatchObject({ path: '/', kind: 'folder', uid: 0 });
    expect(last(program, 2)).toEqual(['/bin folder 755', '/bin/check file 750']);
    expect(last(join(folder, 'link/check'), 2)).toEqual(['/link link 777', '/link/check file 750']);
    expect(last(join(folder, 'bin/other'), 1)).toEqual(['/bin folder 755']);
    expect(machine.realPath(join(folder, 'link/check'))).toBe(program);
    expect(machine.realPath(join(folder, 'nowhere'))).toBeUndefined();
  });
});
