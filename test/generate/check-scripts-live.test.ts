import { type ChildProcess, spawn } from 'node:child_process';
import { copyFileSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { type AddressInfo, connect, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { isNotRoot, lacks } from '../support/programs.ts';
import { type CheckWithoutTime, checkText, type Ended, runScript, writeScript } from './scripts-kit.ts';

// Many programs are started, on a machine that may have other work.
vi.setConfig({ testTimeout: 60_000 });

/** Seconds between two runs: a script must have ended before the next. */
const interval = 3;

let scratch = '';
beforeAll(() => {
  scratch = mkdtempSync(join(tmpdir(), 'hacfg-live-'));
});
afterAll(() => rmSync(scratch, { recursive: true, force: true }));

interface Server {
  readonly program: string;
  readonly args: (folder: string, port: number) => readonly string[];
  /** Files in its folder, by name. */
  readonly files?: (folder: string, port: number) => Readonly<Record<string, string>>;
}

const servers = {
  nginx: {
    program: 'nginx',
    args: (folder) => ['-p', folder, '-e', `${folder}/error.log`, '-c', `${folder}/nginx.conf`],
    files: (folder, port) => ({
      'nginx.conf': `daemon off; pid ${folder}/pid; worker_processes 1; events {}
http {
  access_log off; client_body_temp_path ${folder}/b; proxy_temp_path ${folder}/p;
  fastcgi_temp_path ${folder}/f; uwsgi_temp_path ${folder}/u; scgi_temp_path ${folder}/s;
  server {
    listen 127.0.0.1:${port};
    location / { return 403; }
    location /health { return 200 "all 'fine'\\n"; }
    location /broken { return 503; }
  }
}
`,
    }),
  },
  apache2: {
    program: 'apache2',
    args: (folder) => ['-DFOREGROUND', '-d', folder, '-f', `${folder}/httpd.conf`],
    files: (folder, port) => ({
      'httpd.conf': `ServerName localhost
Listen 127.0.0.1:${port}
PidFile ${folder}/pid
DefaultRuntimeDir ${folder}
ErrorLog ${folder}/error.log
User www-data
Group www-data
LoadModule mpm_event_module /usr/lib/apache2/modules/mod_mpm_event.so
LoadModule authz_core_module /usr/lib/apache2/modules/mod_authz_core.so
DocumentRoot ${folder}
`,
    }),
  },
  haproxy: {
    program: 'haproxy',
    args: (folder) => ['-db', '-f', `${folder}/haproxy.cfg`],
    files: (folder, port) => ({
      'haproxy.cfg': `global
  stats socket ${folder}/admin.sock mode 600 level admin
defaults
  mode http
  timeout client 5s
  timeout server 5s
  timeout connect 5s
frontend web
  bind 127.0.0.1:${port}
  http-request return status 200
`,
    }),
  },
  redis: {
    program: 'redis-server',
    args: (folder, port) => ['--port', `${port}`, '--bind', '127.0.0.1', '--save', '', '--dir', folder],
  },
} satisfies Record<string, Server>;

describe.concurrent('check scripts against real servers', () => {
  const cases: readonly (readonly [
    string,
    Server,
    check: (folder: string, port: number) => CheckWithoutTime,
  ])[] = [
    [
      'nginx, whose page is forbidden',
      servers.nginx,
      (_, port) => ({ kind: 'nginx', url: `http://127.0.0.1:${port}/`, restart: undefined }),
    ],
    [
      'a page and its text',
      servers.nginx,
      (_, port) => ({
        kind: 'http',
        url: `http://127.0.0.1:${port}/health`,
        status: [200, 204],
        contains: "all 'fine'",
        restart: 'nginx.service',
      }),
    ],
    [
      'apache',
      servers.apache2,
      (_, port) => ({ kind: 'apache', url: `http://127.0.0.1:${port}/`, restart: undefined }),
    ],
    [
      'haproxy by its socket',
      servers.haproxy,
      (folder) => ({ kind: 'haproxy', socket: `${folder}/admin.sock`, restart: undefined }),
    ],
    [
      'haproxy by a request',
      servers.haproxy,
      (_, port) => ({
        kind: 'http',
        url: `http://127.0.0.1:${port}/`,
        status: [],
        contains: undefined,
        restart: undefined,
      }),
    ],
    ['redis', servers.redis, (_, port) => ({ kind: 'redis', host: '127.0.0.1', port, restart: undefined })],
  ];

  it.skipIf(isNotRoot() || lacks('nginx', 'apache2', 'haproxy', 'redis-server', 'curl', 'socat')).each(cases)(
    '%s: up, hanging, up again, down (skipped without root or the programs)',
    async (name, server, check) => {
      const running = await Running.start(name, server);
      try {
        const probe = await running.probe(check);
        const up = await Promise.all([probe('dash'), probe('bash')]);
        for (const one of up) expect(one).toMatchObject({ status: 0, stderr: '' });
        // What it takes to start programs on a busy machine is no fault of the script.
        const within = interval + 3 * Math.max(...up.map(({ seconds }) => seconds));
        running.signal('SIGSTOP');
        const hanging = await Promise.all([probe('dash'), probe('bash')]);
        for (const { status, seconds, stderr } of hanging) {
          expect({ status, reason: /^check_it: .* within \d/.test(stderr) }).toEqual({
            status: 1,
            reason: true,
          });
          expect(seconds).toBeLessThan(within);
        }
        running.signal('SIGCONT');
        expect(await probe('dash'), 'up again').toMatchObject({ status: 0 });
        await running.end();
        const down = await probe('dash');
        expect(down).toMatchObject({ status: 1 });
        expect(down.seconds).toBeLessThan(within);
      } finally {
        await running.end();
      }
    },
  );

  it.skipIf(isNotRoot() || lacks('nginx', 'curl'))(
    'an error of the server, a wrong status and a missing text are down (skipped without root, nginx or curl)',
    async () => {
      const running = await Running.start('errors', servers.nginx);
      try {
        const page = (path: string, status: number[], contains?: string) => (_: string, port: number) =>
          ({
            kind: 'http',
            url: `http://127.0.0.1:${port}${path}`,
            status,
            contains,
            restart: undefined,
          }) as const;
        const down = async (check: (folder: string, port: number) => CheckWithoutTime) =>
          (await running.probe(check))('dash');
        expect((await down(page('/broken', []))).stderr).toMatch(/status 503 from/);
        expect((await down(page('/', [200]))).stderr).toMatch(/status 403 from/);
        expect((await down(page('/', [200], 'x'))).stderr).toMatch(/status 403 from/);
        expect((await down(page('/health', [200], 'nothing like it'))).stderr).toMatch(/does not hold: noth/);
        const broken = (_: string, port: number) =>
          ({ kind: 'nginx', url: `http://127.0.0.1:${port}/broken`, restart: undefined }) as const;
        expect(await down(broken)).toMatchObject({ status: 1 });
      } finally {
        await running.end();
      }
    },
  );

  it.skipIf(isNotRoot() || lacks('redis-server', 'pgrep'))(
    'a stopped process does not run, and a port that hangs is open (skipped without root, redis or pgrep)',
    async () => {
      const running = await Running.start('process', servers.redis, 'hacfg-redis-check');
      try {
        const tcp = await running.probe((_, port) => ({
          kind: 'tcp',
          host: '127.0.0.1',
          port,
          restart: undefined,
        }));
        const process = await running.probe((folder) => ({
          kind: 'process',
          process: `${folder}/hacfg-redis-check`,
          restart: undefined,
        }));
        expect(await tcp('dash')).toMatchObject({ status: 0 });
        expect(await process('dash')).toMatchObject({ status: 0 });
        running.signal('SIGSTOP');
        expect(await tcp('bash')).toMatchObject({ status: 0 });
        expect(await process('bash')).toMatchObject({ status: 1 });
        await running.end();
        expect(await tcp('dash')).toMatchObject({ status: 1 });
        expect(await process('dash')).toMatchObject({ status: 1 });
      } finally {
        await running.end();
      }
    },
  );

  it.skipIf(isNotRoot() || lacks('ping'))('pings are counted (skipped without root or ping)', async () => {
    const counted = async (need: number) => {
      const targets = ['127.0.0.1', '127.0.0.2', '198.51.100.77'];
      const text = await checkText({ kind: 'ping', targets, need }, 'it', interval);
      return runScript('dash', writeScript(join(scratch, `ping${need}`), text));
    };
    const [two, three] = await Promise.all([counted(2), counted(3)]);
    expect(two).toMatchObject({ status: 0 });
    expect(three).toMatchObject({ status: 1, stderr: 'check_it: 2 of 3 answer a ping, 3 must\n' });
    expect(three.seconds).toBeLessThan(interval);
  });
});

let count = 0;

/** A server of its own, in a folder of its own, on a free port of the loopback. */
class Running {
  private readonly child: ChildProcess;
  private readonly folder: string;
  private readonly port: number;

  private constructor(child: ChildProcess, folder: string, port: number) {
    this.child = child;
    this.folder = folder;
    this.port = port;
  }

  /** `copy`: run a copy of the program with this name. */
  static async start(name: string, server: Server, copy?: string): Promise<Running> {
    const port = await freePort();
    count += 1;
    const folder = join(scratch, `server-${count}`);
    mkdirSync(folder);
    for (const [file, text] of Object.entries(server.files?.(folder, port) ?? {}))
      writeFileSync(join(folder, file), text);
    const program = copy === undefined ? server.program : copyOf(server.program, join(folder, copy));
    const child = spawn(program, [...server.args(folder, port)], { stdio: 'ignore', detached: true });
    const running = new Running(child, folder, port);
    for (let left = 100; left > 0; left -= 1) {
      if (child.exitCode !== null) throw new Error(`${name} does not start`);
      if (await accepts(port)) return running;
      await sleep(50);
    }
    await running.end();
    throw new Error(`${name} does not listen`);
  }

  async probe(
    check: (folder: string, port: number) => CheckWithoutTime,
  ): Promise<(shell: string) => Promise<Ended>> {
    const text = await checkText(check(this.folder, this.port), 'it', interval);
    count += 1;
    const path = writeScript(join(scratch, `check-${count}`), text);
    return (shell) => runScript(shell, path);
  }

  /** To all its processes. */
  signal(signal: NodeJS.Signals): void {
    process.kill(-this.child.pid!, signal);
  }

  async end(): Promise<void> {
    const { child } = this;
    if (child.exitCode !== null || child.signalCode !== null) return;
    const gone = new Promise((resolve) => child.once('exit', resolve));
    this.signal('SIGKILL');
    await gone;
  }
}

function copyOf(program: string, path: string): string {
  copyFileSync(join('/usr/bin', program), path);
  return path;
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.on('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const { port } = server.address() as AddressInfo;
      server.close(() => resolve(port));
    });
  });
}

function accepts(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1');
    socket.on('connect', () => {
      socket.destroy();
      resolve(true);
    });
    socket.on('error', () => resolve(false));
  });
}
