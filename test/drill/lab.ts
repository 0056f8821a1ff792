import { type ChildProcess, execFileSync, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** What a command in the lab printed, and how it ended. */
export interface Ran {
  readonly status: number | null;
  readonly output: string;
}

/**
 * Hosts on one network: a network namespace each, joined by a bridge, in a process, mount and network namespace of
 * their own, which the kernel takes away with everything in it when the first process ends.
 */
export class Lab {
  /** For files of the hosts; seen inside under the same path. */
  readonly folder = mkdtempSync(join(tmpdir(), 'hacfg-lab-'));
  private readonly first: ChildProcess;
  private readonly pid: number;

  private constructor(first: ChildProcess, pid: number) {
    this.first = first;
    this.pid = pid;
  }

  /** @param addresses of the hosts on eth0, by name */
  static async open(addresses: Readonly<Record<string, string>>): Promise<Lab> {
    const words = ['--mount', '--net', '--pid', '--fork', '--kill-child', '--mount-proc', 'sh', '-c'];
    // It waits for whatever is left to it, too: a daemon whose process is still in the table would count as running.
    const script =
      'mount -t tmpfs tmpfs /run && mkdir /run/netns && echo $$ ready && { sleep 300 & wait $!; }';
    const first = spawn('unshare', [...words, script], { stdio: ['ignore', 'pipe', 'inherit'] });
    await Promise.race([once(first.stdout!, 'data'), once(first, 'exit')]);
    if (first.exitCode !== null) throw new Error('no namespaces here');
    // unshare forks: the first process of the new namespace is its only child.
    const children = execFileSync('cat', [`/proc/${first.pid}/task/${first.pid}/children`], {
      encoding: 'utf8',
    });
    const lab = new Lab(first, Number(children.trim().split(' ')[0]));
    lab.must('ip', 'link', 'add', 'br0', 'type', 'bridge');
    lab.must('ip', 'link', 'set', 'br0', 'up');
    for (const [name, address] of Object.entries(addresses)) lab.addHost(name, address);
    return lab;
  }

  private addHost(name: string, address: string): void {
    const port = `to-${name}`;
    this.must('ip', 'netns', 'add', name);
    this.must('ip', 'link', 'add', port, 'type', 'veth', 'peer', 'name', 'eth0', 'netns', name);
    this.must('ip', 'link', 'set', port, 'master', 'br0', 'up');
    this.on(name, 'ip', 'link', 'set', 'lo', 'up');
    this.on(name, 'ip', 'addr', 'add', address, 'dev', 'eth0');
    this.on(name, 'ip', 'link', 'set', 'eth0', 'up');
  }

  /** Runs a command on a host; throws when it fails. */
  on(host: string, ...command: readonly string[]): string {
    return this.must('ip', 'netns', 'exec', host, ...command);
  }

  /** Runs a command on a host, however it ends. */
  try(host: string, ...command: readonly string[]): Ran {
    return this.run(['ip', 'netns', 'exec', host, ...command]);
  }

  /** Starts a program on a host; it ends with the lab. */
  start(host: string, ...command: readonly string[]): ChildProcess {
    const words = [...this.enter(), 'ip', 'netns', 'exec', host, ...command];
    return spawn(words[0]!, words.slice(1), { stdio: ['ignore', 'ignore', 'ignore'] });
  }

  /** Pulls the cable of a host out, or puts it in. */
  cable(host: string, state: 'up' | 'down'): void {
    this.must('ip', 'link', 'set', `to-${host}`, state);
  }

  close(): void {
    this.first.kill('SIGKILL');
    rmSync(this.folder, { recursive: true, force: true });
  }

  private enter(): string[] {
    return ['nsenter', '--target', String(this.pid), '--mount', '--net', '--pid'];
  }

  private must(...command: readonly string[]): string {
    const { status, output } = this.run(command);
    if (status !== 0) throw new Error(`${command.join(' ')}: ${output}`);
    return output;
  }

  private run(command: readonly string[]): Ran {
    const words = [...this.enter(), ...command];
    const { status, stdout, stderr } = spawnSync(words[0]!, words.slice(1), {
      encoding: 'utf8',
      timeout: 20_000,
    });
    return { status, output: `${stdout}${stderr}` };
  }
}

/** Seconds until something holds; undefined: it did not within `limit`. */
export async function secondsUntil(holds: () => boolean, limit: number): Promise<number | undefined> {
  const start = performance.now();
  for (;;) {
    if (holds()) return (performance.now() - start) / 1000;
    if (performance.now() - start > limit * 1000) return undefined;
    await new Promise((done) => setTimeout(done, 100));
  }
}
