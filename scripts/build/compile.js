// Has V8 compile what a lint runs through, once, for the Node that runs the build.
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { further, lintOf, usual } from './usual-lints.js';

/** @param target the folder of the program: what V8 keeps is the code that was run, in each part by the first lint */
export function compile(target) {
  for (const hosts of [usual, further]) lintOf(hosts, (command, cwd) => run(target, command, cwd));
  for (const name of ['hacfg', 'hacfg-scripts']) {
    if (!existsSync(join(target, 'dist', `${name}-${process.version}-${process.arch}.cache`)))
      console.warn(`no start-up cache was made of ${name}: the program will make one when it first needs it`);
  }
}

function run(target, command, cwd) {
  const { status } = spawnSync(process.execPath, [join(target, 'bin/hacfg.js'), ...command], {
    cwd,
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  // There are findings.
  if (status !== 1) throw new Error(`the program that was built ended with ${status}`);
}
