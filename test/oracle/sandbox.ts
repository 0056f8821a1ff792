import { type ChildProcess, spawn } from 'node:child_process';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import type { Furnished, Outcome, Setup } from './protocol.ts';

const project = join(import.meta.dirname, '../..');

/**
 * A place of its own for the daemon: network, mounts and processes apart from the host's. It leaves nothing behind,
 * even when this process is killed: the one inside ends when nobody listens to it any more, and the kernel takes away
 * everything else with it.
 */
export class Sandbox {
  private readonly child: ChildProcess;
  private readonly waiting = new Map<number, (outcome: Outcome) => void>();
  private readonly errors: string[] = [];
  private lost: ((error: Error) => void)[] = [];
  private count = 0;

  private constructor(child: ChildProcess) {
    this.child = child;
    child.stderr!.on('data', (piece: Buffer) => this.errors.push(piece.toString('utf8')));
  }

  /** Throws with the reason when the machine does not let us make one. */
  static open(setup: Setup): Promise<Sandbox> {
    const child = spawn(
      'unshare',
      [
        ...(process.getuid?.() === 0 ? [] : ['--map-root-user']),
        ...['--mount', '--net', '--pid', '--fork', '--kill-child', '--mount-proc'],
        ...[process.execPath, '--import', 'tsx', join(import.meta.dirname, 'inside.ts')],
      ],
      { cwd: project, stdio: ['pipe', 'pipe', 'pipe'], env: { ...process.env, NODE_OPTIONS: '' } },
    );
    const sandbox = new Sandbox(child);
    return new Promise((done, fail) => {
      child.once('error', fail);
      child.once('exit', () => fail(new Error(sandbox.trouble())));
      const lines = createInterface({ input: child.stdout! });
      lines.once('line', (first) => {
        const answer = JSON.parse(first) as Furnished;
        if (!answer.ready) {
          fail(new Error(answer.why));
          return;
        }
        child.once('exit', () => sandbox.fail());
        lines.on('line', (line) => sandbox.take(JSON.parse(line) as Outcome));
        done(sandbox);
      });
      child.stdin!.on('error', fail);
      child.stdin!.write(`${JSON.stringify(setup)}\n`);
    });
  }

  /** Lets the daemon check a file; several may be under way. */
  run(file: string, configId: string): Promise<Outcome> {
    const id = this.count++;
    return new Promise((done, fail) => {
      this.waiting.set(id, done);
      this.lost.push(fail);
      this.child.stdin!.write(`${JSON.stringify({ id, file, configId })}\n`);
    });
  }

  close(): void {
    this.child.removeAllListeners('exit');
    this.child.stdin!.end();
    this.child.kill('SIGKILL');
  }

  private take(outcome: Outcome): void {
    this.waiting.get(outcome.id)?.(outcome);
    this.waiting.delete(outcome.id);
  }

  private fail(): void {
    for (const fail of this.lost) fail(new Error(this.trouble()));
  }

  private trouble(): string {
    return this.errors.join('').trim() || 'the sandbox ended before its time';
  }
}
