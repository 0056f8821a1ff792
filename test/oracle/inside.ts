// The process inside a sandbox: the first in a process, network and mount namespace of its own, so that everything it
// makes is gone when it ends, however it ends. It lays a private overlay over `/`, puts stubs of what the
// configurations name in it, and runs the daemon there with -t on every file it is told to.
import { execFileSync, spawn } from 'node:child_process';
import {
  appendFileSync,
  existsSync,
  lstatSync,
  mkdirSync,
  readFileSync,
  readlinkSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { availableParallelism } from 'node:os';
import { dirname, join, normalize } from 'node:path/posix';
import { createInterface } from 'node:readline';
import type { Furnished, Needs, Outcome, Setup, Task } from './protocol.ts';

const STAGE = '/run';
const ROOT = `${STAGE}/root`;
const searchPath = ['/usr/local/sbin', '/usr/local/bin', '/usr/sbin', '/usr/bin', '/sbin', '/bin'];

process.umask(0o022);

function say(line: Furnished | Outcome): void {
  process.stdout.write(`${JSON.stringify(line)}\n`);
}

function mount(...words: readonly string[]): void {
  execFileSync('mount', [...words], { stdio: ['ignore', 'ignore', 'pipe'] });
}

/** An overlay of `/` in memory: what is written to it, nobody else sees. */
function layRoot(folders: readonly string[]): void {
  mount('-t', 'tmpfs', '-o', 'mode=755', 'tmpfs', STAGE);
  for (const name of ['upper', 'work', 'root']) mkdirSync(join(STAGE, name));
  mount('-t', 'overlay', 'overlay', '-o', `lowerdir=/,upperdir=${STAGE}/upper,workdir=${STAGE}/work`, ROOT);
  for (const name of ['proc', 'dev', 'sys']) mount('--rbind', `/${name}`, join(ROOT, name));
  for (const name of ['run', 'tmp']) mount('-t', 'tmpfs', '-o', 'mode=1777', 'tmpfs', join(ROOT, name));
  for (const name of ['bin', 'sbin', 'lib', 'lib64']) straighten(name);
  folders.forEach((folder, at) => {
    const upper = `${STAGE}/upper-${at}`;
    const work = `${STAGE}/work-${at}`;
    for (const path of [upper, work, join(ROOT, folder)]) mkdirSync(path, { recursive: true });
    mount(
      ...['-t', 'overlay', 'overlay', '-o', `lowerdir=${folder},upperdir=${upper},workdir=${work}`],
      join(ROOT, folder),
    );
  });
}

/** Later releases refuse scripts whose path leads through a link: here /bin is a folder, not a link to /usr/bin. */
function straighten(name: string): void {
  const path = join(ROOT, name);
  if (!existsSync(path) || !lstatSync(path).isSymbolicLink()) return;
  const target = join(ROOT, normalize(join('/', readlinkSync(path))));
  rmSync(path);
  mkdirSync(path);
  mount('--bind', target, path);
}

function furnish(needs: Needs): void {
  addAccounts(needs);
  for (const program of needs.programs) addProgram(program);
  for (const file of needs.files) if (file.startsWith('/')) makeFolder(dirname(file));
  addInterfaces(needs);
}

/**
 * Every user is root by another name: release 2.2.7 ends itself under -t when a script is to run as anybody else.
 */
function addAccounts({ users, groups }: Needs): void {
  const rewrite = (file: string, names: readonly string[], entry: (name: string) => string) => {
    const path = join(ROOT, 'etc', file);
    const others = readFileSync(path, 'utf8')
      .split('\n')
      .filter((line) => line !== '' && !names.includes(line.split(':')[0]!));
    writeFileSync(path, `${others.join('\n')}\n`);
    appendFileSync(path, names.map((name) => `${entry(name)}\n`).join(''));
  };
  const names = [...new Set([...users, 'keepalived_script'])].filter((name) => name !== 'root');
  rewrite('passwd', names, (name) => `${name}:x:0:0::/:/bin/sh`);
  rewrite(
    'group',
    groups.filter((name) => name !== 'root'),
    (name) => `${name}:x:0:`,
  );
}

function addProgram(program: string): void {
  const isName = !program.includes('/');
  if (isName && searchPath.some((folder) => existsSync(join(ROOT, folder, program)))) return;
  const path = join(ROOT, isName ? join('/usr/bin', program) : normalize(program));
  if (!makeFolder(dirname(path).slice(ROOT.length)) || existsSync(path)) return;
  attempt(() => writeFileSync(path, '#!/bin/sh\nexit 0\n', { mode: 0o755 }));
}

function makeFolder(folder: string): boolean {
  return attempt(() => mkdirSync(join(ROOT, folder), { recursive: true, mode: 0o755 }));
}

/** A path that cannot be made, such as one below a file, is left out: the daemon misses it on every host. */
function attempt(make: () => unknown): boolean {
  try {
    make();
    return true;
  } catch (error) {
    if (error instanceof Error && ('code' in error || 'status' in error)) return false;
    throw error;
  }
}

function addInterfaces({ interfaces, vrfs }: Needs): void {
  const links = interfaces.flatMap((name, at) => [
    `link add name ${name} type bridge`,
    `link set dev ${name} up`,
    `addr add 198.18.${at >> 8}.${at & 255}/32 dev ${name}`,
  ]);
  addLinks(['link set lo up', ...links]);
  // Not every kernel has them; the daemon then says that they are missing.
  attempt(() =>
    addLinks(
      vrfs.flatMap((name, at) => [
        `link add name ${name} type vrf table ${1000 + at}`,
        `link set dev ${name} up`,
      ]),
    ),
  );
}

function addLinks(lines: readonly string[]): void {
  execFileSync('ip', ['-force', '-batch', '-'], {
    input: `${lines.join('\n')}\n`,
    stdio: ['pipe', 'ignore', 'pipe'],
  });
}

function judge({ daemon, secondsEach }: Setup, { id, file, configId }: Task): Promise<Outcome> {
  const script = 'ulimit -c 0; cd "$1" && exec "$2" -t -i "$3" -f "$4"';
  const words = [ROOT, '/bin/sh', '-c', script, 'sh', dirname(file), daemon, configId, file];
  const child = spawn('chroot', words, {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { PATH: searchPath.join(':'), LC_ALL: 'C.UTF-8' },
  });
  const pieces: Buffer[] = [];
  for (const stream of [child.stdout, child.stderr])
    stream.on('data', (piece: Buffer) => {
      // A file that includes itself makes thousands of messages.
      if (pieces.length < 200) pieces.push(piece);
    });
  let hung = false;
  const timer = setTimeout(() => {
    hung = true;
    child.kill('SIGKILL');
  }, secondsEach * 1000);
  return new Promise((done) => {
    child.once('close', (code, signal) => {
      clearTimeout(timer);
      done({ id, code, signal, hung, output: Buffer.concat(pieces).toString('utf8') });
    });
  });
}

async function main(): Promise<void> {
  const lines = createInterface({ input: process.stdin });
  let setup: Setup | undefined;
  const waiting: Task[] = [];
  let running = 0;
  const next = () => {
    while (setup !== undefined && running < availableParallelism() && waiting.length > 0) {
      running++;
      judge(setup, waiting.shift()!).then((outcome) => {
        running--;
        say(outcome);
        next();
      });
    }
  };
  // Whoever asked is gone: then nobody waits for an answer.
  lines.once('close', () => process.exit(0));
  lines.on('line', (line) => {
    if (setup !== undefined) {
      waiting.push(JSON.parse(line) as Task);
      next();
      return;
    }
    const wanted = JSON.parse(line) as Setup;
    try {
      layRoot(wanted.folders);
      furnish(wanted.needs);
      setup = wanted;
      say({ ready: true });
    } catch (error) {
      say({ ready: false, why: whyOf(error) });
      process.exit(1);
    }
  });
}

function whyOf(error: unknown): string {
  const { stderr, message } = error as { stderr?: Buffer; message: string };
  return stderr === undefined || stderr.length === 0 ? message : stderr.toString('utf8').trim();
}

await main();
