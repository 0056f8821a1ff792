import { nearest } from '../../../grammar/did-you-mean.ts';
import type { Arguments, Command, CommandTable } from '../command.ts';
import { bashCompletion } from '../completion/bash.ts';
import { fishCompletion } from '../completion/fish.ts';
import { readSurface, type Surface } from '../completion/surface.ts';
import { zshCompletion } from '../completion/zsh.ts';
import { didYouMean } from '../did-you-mean.ts';
import { UsageError } from '../errors.ts';
import { exitCodes } from '../exit-codes.ts';
import type { Io } from '../io.ts';

const shells: Readonly<Record<string, (surface: Surface) => string>> = {
  bash: bashCompletion,
  zsh: zshCompletion,
  fish: fishCompletion,
};

/** `hacfg completion`: a script that completes commands, options and rules in a shell. */
export const completion: Command = {
  options: {},
  positional: { name: 'shell', describe: 'bash, zsh or fish', required: true, choices: Object.keys(shells) },
  examples: [
    { command: 'source <($0 completion bash)', does: 'in ~/.bashrc' },
    { command: 'source <($0 completion zsh)', does: 'in ~/.zshrc, after compinit' },
    { command: '$0 completion fish | source', does: 'in ~/.config/fish/config.fish' },
  ],
  run,
};

async function run({ positionals }: Arguments, io: Io, all: CommandTable): Promise<number> {
  const [shell, ...rest] = positionals;
  if (rest.length > 0) throw new UsageError('one shell at a time', 'completion');
  const write = shell !== undefined && Object.hasOwn(shells, shell) ? shells[shell] : undefined;
  if (write === undefined) {
    const near = nearest(shell ?? '', Object.keys(shells));
    const known = near.length > 0 ? didYouMean(near) : `; there are ${Object.keys(shells).join(', ')}`;
    throw new UsageError(`no completion for ${shell}${known}`, 'completion');
  }
  io.stdout.write(write(await readSurface(all, io)));
  return exitCodes.clean;
}
