import { fstatSync, statSync, writeSync } from 'node:fs';
import { codeOf, OutputError, reasonOf } from './errors.ts';
import type { Io, Output } from './io.ts';

/** The real world: this process's arguments, environment and streams. */
export function processIo(): Io {
  return {
    argv: process.argv.slice(2),
    cwd: process.cwd(),
    env: process.env,
    stdin: readStdin,
    stdout: new DescriptorOutput(1, 'standard output'),
    stderr: new DescriptorOutput(2, 'standard error'),
  };
}

async function readStdin(): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of process.stdin) chunks.push(chunk);
  return Buffer.concat(chunks);
}

/**
 * Writes to a descriptor at once. `process.stdout` would cost milliseconds to set up, hands large texts to a pipe
 * piecemeal after the program's end, and reports a full disk through an event.
 */
class DescriptorOutput implements Output {
  private readonly descriptor: 1 | 2;
  private readonly name: string;
  private isClosed = false;
  private knownIsTTY: boolean | undefined;

  constructor(descriptor: 1 | 2, name: string) {
    this.descriptor = descriptor;
    this.name = name;
  }

  get isTTY(): boolean {
    // Asking `process.stdout` is dear, and pointless for files, pipes and /dev/null.
    this.knownIsTTY ??= mayBeTerminal(this.descriptor) && this.stream.isTTY === true;
    return this.knownIsTTY;
  }

  get columns(): number | undefined {
    return this.isTTY ? this.stream.columns : undefined;
  }

  write(text: string | Uint8Array): void {
    const bytes = typeof text === 'string' ? Buffer.from(text) : text;
    let done = 0;
    while (done < bytes.length && !this.isClosed) done += this.writeSome(bytes, done);
  }

  private get stream(): NodeJS.WriteStream {
    return this.descriptor === 1 ? process.stdout : process.stderr;
  }

  private writeSome(bytes: Uint8Array, from: number): number {
    try {
      return writeSync(this.descriptor, bytes, from);
    } catch (error) {
      const code = codeOf(error);
      if (code === 'EAGAIN') {
        pause(2);
        return 0;
      }
      // `hacfg lint | head`: whoever reads has seen enough.
      if (code !== 'EPIPE' && code !== 'EOF')
        throw new OutputError(`cannot write to ${this.name}: ${reasonOf(error)}`);
      this.isClosed = true;
      return 0;
    }
  }
}

function mayBeTerminal(descriptor: number): boolean {
  const stat = fstatSync(descriptor);
  return stat.isCharacterDevice() && stat.rdev !== statSync('/dev/null', { throwIfNoEntry: false })?.rdev;
}

/** Waits without giving up the thread: the pipe is full and its reader needs a moment. */
function pause(milliseconds: number): void {
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, milliseconds);
}
