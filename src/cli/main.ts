import { commands } from './commands/index.ts';
import { JobError, UsageError } from './errors.ts';
import { exitCodes } from './exit-codes.ts';
import type { Io } from './io.ts';
import { plainArguments } from './plain-arguments.ts';

/** Runs the program. Resolves to the exit code, once everything is written; never rejects. */
export async function main(io: Io): Promise<number> {
  try {
    return await run(io);
  } catch (error) {
    return complain(error, io);
  }
}

async function run(io: Io): Promise<number> {
  const [name, ...rest] = io.argv;
  const entry = name !== undefined && Object.hasOwn(commands, name) ? commands[name] : undefined;
  if (entry !== undefined) {
    const command = await entry.load();
    const args = plainArguments(rest, command);
    if (args !== undefined) return command.run(args, io, commands);
  }
  return runThroughYargs(io);
}

async function runThroughYargs(io: Io): Promise<number> {
  const { programHelp, readArguments } = await import('./yargs-arguments.ts');
  const columns = io.stdout.columns ?? 100;
  if (io.argv.length === 0) {
    io.stderr.write(await programHelp(columns));
    return exitCodes.failed;
  }
  const call = await readArguments(io.argv, columns);
  if (call.kind === 'run') return call.command.run(call.args, io, commands);
  io.stdout.write(call.text);
  return exitCodes.clean;
}

function complain(error: unknown, io: Io): number {
  try {
    io.stderr.write(wordsFor(error, io));
  } catch (second) {
    // Standard error cannot be written to either: the exit code has to do.
    if (!(second instanceof JobError)) throw second;
  }
  return exitCodes.failed;
}

function wordsFor(error: unknown, io: Io): string {
  if (error instanceof UsageError) {
    const help = error.command === undefined ? 'hacfg --help' : `hacfg ${error.command} --help`;
    return `hacfg: ${error.message}\nRun "${help}" to see what is possible.\n`;
  }
  if (error instanceof JobError) return `hacfg: ${error.message}\n`;
  const message = error instanceof Error ? error.message : String(error);
  if ((io.env.HACFG_DEBUG ?? '') === '') {
    return `hacfg: internal error: ${message.split('\n')[0]}\nThis is a bug in hacfg. Run it again with HACFG_DEBUG=1 for details to report.\n`;
  }
  return `hacfg: internal error: ${error instanceof Error ? (error.stack ?? message) : message}\n`;
}
