import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { lacks } from '../support/programs.ts';
import {
  type CheckWithoutTime,
  checkText,
  complaints,
  helperTexts,
  runScript,
  writeScript,
} from './scripts-kit.ts';

// Many programs are started, on a machine that may have other work.
vi.setConfig({ testTimeout: 60_000 });

let scratch = '';
beforeAll(() => {
  scratch = mkdtempSync(join(tmpdir(), 'hacfg-scripts-'));
});
afterAll(() => rmSync(scratch, { recursive: true, force: true }));

const restart = 'web.service';
const kinds: Readonly<Record<string, CheckWithoutTime>> = {
  nginx: { kind: 'nginx', url: 'http://127.0.0.1/', restart },
  apache: { kind: 'apache', url: 'http://[::1]:8080/', restart: undefined },
  'haproxy by its process': { kind: 'haproxy', socket: undefined, restart },
  'haproxy by its socket': { kind: 'haproxy', socket: '/run/haproxy/admin.sock', restart: undefined },
  'a page': {
    kind: 'http',
    url: 'https://127.0.0.1/health?a=b&c=d',
    status: [200, 204],
    contains: undefined,
    restart,
  },
  'a page with a text': {
    kind: 'http',
    url: 'http://127.0.0.1/',
    status: [],
    contains: 'all is well',
    restart: undefined,
  },
  'a port': { kind: 'tcp', host: '::1', port: 443, restart },
  'mysql by a ping': {
    kind: 'mysql',
    host: '127.0.0.1',
    port: 3306,
    socket: undefined,
    defaultsFile: undefined,
    restart,
  },
  'mysql by a query': {
    kind: 'mysql',
    host: undefined,
    port: undefined,
    socket: '/run/mysqld/mysqld.sock',
    defaultsFile: '/etc/keepalived/my.cnf',
    restart: undefined,
  },
  postgresql: { kind: 'postgresql', host: '/run/postgresql', port: 5433, restart },
  'postgresql by default': { kind: 'postgresql', host: undefined, port: undefined, restart: undefined },
  redis: { kind: 'redis', host: '127.0.0.1', port: 6379, restart },
  'a process': { kind: 'process', process: 'nginx', restart },
  'a program': { kind: 'process', process: '/usr/sbin/g++-with-a-long-name', restart: undefined },
  ping: { kind: 'ping', targets: ['192.0.2.1', '2001:db8::1'], need: 1 },
};

describe('check scripts', () => {
  it.skipIf(lacks('shellcheck', 'dash', 'bash')).each(Object.entries(kinds))(
    '%s: shellcheck, dash and bash have nothing to say (skipped without them)',
    async (_, check) => {
      expect(complaints(await checkText(check))).toBe('');
    },
  );

  it.skipIf(lacks('shellcheck', 'dash', 'bash'))(
    'nor have they of the scripts beside (skipped without them)',
    async () => {
      const texts = await helperTexts();
      expect([...texts.keys()]).toEqual(['hacfg_restart', 'hacfg_notify']);
      for (const text of texts.values()) expect(complaints(text)).toBe('');
    },
  );

  it('end before keepalived ends them, whatever the interval', async () => {
    for (const interval of [0.5, 1, 2, 5, 60]) {
      for (const check of Object.values(kinds)) {
        const text = await checkText(check, 'it', interval);
        const times = [...text.matchAll(/timeout -k ([\d.]+) ([\d.]+)/g)];
        expect(times.length).toBeGreaterThan(0);
        const longest = times.reduce((sum, [, kill, limit]) => sum + Number(kill) + Number(limit), 0);
        expect(longest).toBeLessThan(interval);
      }
    }
  });
});

/** What a shell would make something of. */
const hostile = fc.oneof(
  fc.constantFrom(
    '$(touch canary)',
    '`touch canary`',
    "'; touch canary; '",
    '"; touch canary; "',
    '\ntouch canary\n',
    "'\ntouch canary\n'",
    '\nEND\ntouch canary\n',
    '${x:=`touch canary`}',
    '{{name}}',
    '{{{sh x}}}',
    "''",
    '\\',
    "\\'; touch canary #",
    '* ? [a-z] ~ !x',
    '-rf',
  ),
  fc.string({ unit: 'binary', minLength: 1 }).filter((text) => !text.includes('\0')),
);
const value = fc.array(hostile, { minLength: 1, maxLength: 4 }).map((parts) => parts.join(''));

const fakeNames = [
  'curl',
  'bash',
  'socat',
  'mysql',
  'mysqladmin',
  'mariadb',
  'mariadb-admin',
  'pg_isready',
].concat(['pgrep', 'ping', 'hacfg_restart']);

describe.skipIf(lacks('dash'))('a hostile value stays where it was put (skipped without dash)', () => {
  const fakes = () => join(scratch, 'fakes');
  beforeAll(() => {
    writeScript(join(fakes(), 'timeout'), '#!/bin/sh\nshift 3\nexec "$@"\n');
    const note = `#!/bin/sh\nprintf '%s\\0' "$@" >>${join(scratch, 'record')}\nexit 1\n`;
    for (const name of fakeNames) writeScript(join(fakes(), name), note);
  });

  /** Runs the script with programs that only write down what they were called with. */
  const calls = (text: string): string[] => {
    writeFileSync(join(scratch, 'record'), '');
    const faked = text
      .replace(/^PATH=/m, `PATH=${fakes()}:`)
      .replace(/\/usr\/libexec\/keepalived\//, `${fakes()}/`);
    writeFileSync(join(scratch, 'script'), faked);
    const { status, stderr } = spawnSync('dash', ['script'], { cwd: scratch, encoding: 'utf8' });
    expect({ status, isSyntaxError: /Syntax error/.test(stderr) }).toEqual({
      status: 1,
      isSyntaxError: false,
    });
    expect(existsSync(join(scratch, 'canary'))).toBe(false);
    return readFileSync(join(scratch, 'record'), 'utf8').split('\0').slice(0, -1);
  };
  /** As a program gets it: lone surrogates become replacement characters on their way. */
  const passed = (text: string) => Buffer.from(text).toString('utf8');

  const places: readonly (readonly [string, (text: string) => CheckWithoutTime, (text: string) => string])[] =
    [
      ['a URL', (url) => ({ kind: 'nginx', url, restart: undefined }), (url) => url],
      ['a unit', (unit) => ({ kind: 'nginx', url: 'http://x/', restart: unit }), (unit) => unit],
      [
        'a URL beside a text',
        (url) => ({ kind: 'http', url, status: [], contains: url, restart: undefined }),
        (url) => url,
      ],
      ['a host', (host) => ({ kind: 'tcp', host, port: 80, restart: undefined }), (host) => host],
      ['a host of redis', (host) => ({ kind: 'redis', host, port: 80, restart: undefined }), (host) => host],
      [
        'a file',
        (defaultsFile) => ({
          kind: 'mysql',
          host: undefined,
          port: undefined,
          socket: undefined,
          defaultsFile,
          restart: undefined,
        }),
        (file) => `--defaults-file=${file}`,
      ],
      [
        'a host of postgresql',
        (host) => ({ kind: 'postgresql', host, port: undefined, restart: undefined }),
        (host) => `--host=${host}`,
      ],
      ['a target', (target) => ({ kind: 'ping', targets: [target], need: 1 }), (target) => target],
    ];

  it.each(places)('%s', async (_, check, argument) => {
    await fc.assert(
      fc.asyncProperty(value, async (text) => {
        const all = calls(await checkText(check(text), 'it', 3));
        expect(all).toContain(passed(argument(text)));
      }),
      { numRuns: 15 },
    );
  });

  it('a socket, a program, and the name of a check', async () => {
    await fc.assert(
      fc.asyncProperty(value, async (text) => {
        calls(await checkText({ kind: 'haproxy', socket: text, restart: undefined }, text));
        calls(await checkText({ kind: 'process', process: `/${text}`, restart: text }, text));
      }),
      { numRuns: 10 },
    );
  });
});

describe.skipIf(lacks('dash'))('restarts for a check (skipped without dash)', () => {
  const setUp = async (name: string, active: string) => {
    const folder = join(scratch, name);
    const log = join(folder, 'log');
    const note = (program: string) => `#!/bin/sh\necho "${program} $*" >>${log}\n`;
    writeScript(join(folder, 'bin/logger'), note('logger'));
    writeScript(
      join(folder, 'bin/systemctl'),
      `${note('systemctl')}[ "$1" = is-active ] && { cat ${folder}/active; exit 3; }\nexit 0\n`,
    );
    writeFileSync(join(folder, 'active'), `${active}\n`);
    const text = (await helperTexts())
      .get('hacfg_restart')!
      .replace(/^PATH=/m, `PATH=${folder}/bin:`)
      .replace('/run/hacfg', `${folder}/run`)
      .replace('/proc/uptime', `${folder}/uptime`);
    const script = writeScript(join(folder, 'hacfg_restart'), text);
    return async (uptime: number) => {
      writeFileSync(join(folder, 'uptime'), `${uptime}.25 12.00\n`);
      writeFileSync(log, '');
      const { status, stderr } = await runScript('dash', script, 'nginx', 'nginx.service');
      expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
      return /restarting.*|--no-block.*/g[Symbol.match](readFileSync(log, 'utf8'));
    };
  };

  it('are asked of systemd, three at most, a minute apart, and anew after an hour', async () => {
    const at = await setUp('bounds', 'failed');
    expect(await at(1000)).toEqual(['restarting nginx.service (1 of 3)', '--no-block restart nginx.service']);
    expect(await at(1005)).toBeNull();
    expect(await at(1059)).toBeNull();
    expect(await at(1060)).toEqual(['restarting nginx.service (2 of 3)', '--no-block restart nginx.service']);
    expect(await at(1200)).toEqual(['restarting nginx.service (3 of 3)', '--no-block restart nginx.service']);
    expect(await at(1300)).toBeNull();
    expect(await at(4799)).toBeNull();
    expect(await at(4800)).toEqual(['restarting nginx.service (1 of 3)', '--no-block restart nginx.service']);
  });

  it('leave alone what was stopped on purpose, or is on its way', async () => {
    expect(await (await setUp('stopped', 'inactive'))(100)).toBeNull();
    expect(await (await setUp('starting', 'activating'))(100)).toBeNull();
    expect(await (await setUp('hanging', 'active'))(100)).not.toBeNull();
  });
});

describe.skipIf(lacks('dash'))('the notify script (skipped without dash)', () => {
  it('logs, and leaves the state in a file', async () => {
    const folder = join(scratch, 'notify');
    writeScript(join(folder, 'bin/logger'), `#!/bin/sh\nprintf '%s|' "$@" >>${folder}/log\n`);
    const text = (await helperTexts())
      .get('hacfg_notify')!
      .replace(/^PATH=/m, `PATH=${folder}/bin:`)
      .replace('folder=/run/hacfg', `folder=${folder}/run`);
    const script = writeScript(join(folder, 'hacfg_notify'), text);
    expect(await runScript('dash', script, 'INSTANCE', 'VI_1', 'FAULT', '100')).toMatchObject({ status: 0 });
    expect(readFileSync(join(folder, 'log'), 'utf8')).toBe(
      '-t|hacfg|-p|daemon.err|--|INSTANCE VI_1 is FAULT, priority 100|',
    );
    expect(readFileSync(join(folder, 'run/VI_1.state'), 'utf8')).toMatch(
      /^VI_1 FAULT \d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ\n$/,
    );
    // A name is never a way out of the folder.
    expect(await runScript('dash', script, 'GROUP', '../evil', 'MASTER')).toMatchObject({ status: 0 });
    expect(existsSync(join(folder, 'evil.state'))).toBe(false);
  });
});
