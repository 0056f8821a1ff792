import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { nearest } from '../../../grammar/did-you-mean.ts';
import { topologyNames } from '../../project/topology.ts';
import { type Shape, shapes } from '../../topology/shapes/index.ts';
import type { Arguments, Command } from '../command.ts';
import { didYouMean } from '../did-you-mean.ts';
import { JobError, UsageError } from '../errors.ts';
import { exitCodes } from '../exit-codes.ts';
import type { Io } from '../io.ts';
import { writeOutputFile } from '../output-file.ts';

/** `hacfg init`: a commented hacfg.yaml to start from. */
export const init: Command = {
  options: {
    list: { type: 'flag', describe: 'List the shapes', group: 'Output:' },
    stdout: { type: 'flag', describe: 'Print the file; write none', group: 'Output:' },
    force: { type: 'flag', describe: 'Write over a hacfg.yaml that is there', group: 'Output:' },
  },
  positional: {
    name: 'shape',
    describe: 'What the cluster looks like',
    choices: shapes.map(({ name }) => name),
  },
  examples: [
    { command: '$0 init --list', does: 'all shapes' },
    { command: '$0 init nginx', does: 'writes hacfg.yaml into this folder' },
    { command: '$0 init lvs-dr --stdout', does: 'to look at it first' },
  ],
  epilogue: `Shapes:\n${listed()}`,
  run,
};

async function run({ positionals, flags }: Arguments, io: Io): Promise<number> {
  if (flags.has('list')) {
    if (positionals.length > 0) throw new UsageError('--list takes no shape', 'init');
    io.stdout.write(listed());
    return exitCodes.clean;
  }
  const [name, ...rest] = positionals;
  if (rest.length > 0) throw new UsageError('one shape at a time', 'init');
  const shape = shapeCalled(name);
  if (flags.has('stdout')) {
    io.stdout.write(shape.text);
    return exitCodes.clean;
  }
  write(shape, flags.has('force'), io);
  return exitCodes.clean;
}

function shapeCalled(name: string | undefined): Shape {
  if (name === undefined)
    throw new JobError(`which shape? hacfg init SHAPE, with one of\n${listed()}`.trimEnd());
  const found = shapes.find((shape) => shape.name === name);
  if (found !== undefined) return found;
  const near = nearest(
    name,
    shapes.map((shape) => shape.name),
  );
  throw new JobError(
    near.length > 0
      ? `no shape is called ${name}${didYouMean(near)}`
      : `no shape is called ${name}; there are\n${listed()}`.trimEnd(),
  );
}

function write(shape: Shape, force: boolean, io: Io): void {
  const [target] = topologyNames;
  const there = topologyNames.find((name) => existsSync(resolve(io.cwd, name)));
  if (there !== undefined && !force)
    throw new JobError(`${there} is there already: --stdout prints the shape, --force writes over ${there}`);
  const name = there ?? target!;
  writeOutputFile(name, io.cwd, shape.text);
  io.stdout.write(`${name} written. Change the lines marked with "<-", then: hacfg gen -o out\n`);
}

function listed(): string {
  const width = Math.max(...shapes.map(({ name }) => name.length));
  return shapes.map(({ name, summary }) => `  ${name.padEnd(width)}  ${summary}\n`).join('');
}
