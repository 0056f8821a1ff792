import { keywordOf } from '../../../../grammar/configuration.ts';
import { nearest } from '../../../../grammar/did-you-mean.ts';
import type { Account, PathStep } from '../../../model/machine.ts';
import type { NodeModel } from '../../../model/node.ts';
import { defineRule, type RuleContext } from '../../rule.ts';
import { lossOf, missingFromPath, type Program, programsOf } from './commands.ts';
import { machine } from './sample.ts';
import { checked } from './script-sample.ts';

interface Fault {
  readonly message: string;
  readonly label: string;
  readonly help: string;
}

/** Execute permission as the daemon reads it (keepalived lib/notify.c: is_executable). */
function mayRun({ mode, uid, gid }: PathStep, account: Account): boolean {
  if (account.uid === 0) return (mode & 0o111) !== 0;
  if (account.uid === uid) return (mode & 0o100) !== 0;
  return (mode & (account.gid === gid ? 0o010 : 0o001)) !== 0;
}

function faultOf(program: Program): Fault | undefined {
  const { path, machine: host, account, userName } = program;
  const real = host.realPath(path);
  if (real === undefined) return missing(program);
  const steps = host.steps(real);
  const last = steps.at(-1);
  if (last === undefined || last.path !== real) return undefined;
  if (last.kind !== 'file')
    return {
      message: `${path} is ${last.kind === 'folder' ? 'a folder' : 'no regular file'}, not a program`,
      label: 'not a program',
      help: 'the path of the program itself',
    };
  const closed = account.uid === 0 ? undefined : steps.slice(0, -1).find((step) => !mayRun(step, account));
  if (closed !== undefined)
    return {
      message: `${userName} cannot reach ${path}: it may not enter ${closed.path}`,
      label: 'out of reach',
      help: `chmod o+x ${closed.path}, or another user for the script`,
    };
  if (mayRun(last, account)) return undefined;
  return {
    message: `${path} is not executable for ${userName}, who is to run it`,
    label: 'not executable',
    help: `chmod 755 ${real}`,
  };
}

function missing({ path, machine: host }: Program): Fault {
  const steps = host.steps(path);
  const deepest = steps.at(-1)?.path ?? '/';
  const isLink = steps.at(-1)?.kind === 'link';
  return {
    message: isLink
      ? `${path} leads nowhere on this machine: ${deepest} is a broken link`
      : `this machine has no ${path}`,
    label: 'not there',
    help:
      isLink || deepest === '/' || deepest === path.slice(0, path.lastIndexOf('/'))
        ? 'install the program, or correct the path'
        : `install the program, or correct the path; it is there up to ${deepest}`,
  };
}

function check(node: NodeModel, context: RuleContext): void {
  const { machine: host } = node;
  if (host === undefined) return;
  for (const command of node.commands) {
    const name = missingFromPath(command, host);
    if (name === undefined) continue;
    const near = nearest(
      name,
      node.commands.map(({ argv }) => argv[0].text).filter((one) => one !== name),
      1,
    )[0];
    context.report({
      place: command.argv[0].place,
      message: `${keywordOf(command.statement)} runs ${name}, which is in no folder of this machine's search path`,
      why: lossOf(command),
      label: 'not found',
      help: `${near === undefined ? '' : `did you mean ${near}? `}Write the whole path: /usr/local/bin/${name}`,
    });
  }
  for (const program of programsOf(node)) {
    const fault = faultOf(program);
    if (fault === undefined) continue;
    context.report({ place: program.command.argv[0].place, why: lossOf(program.command), ...fault });
  }
}

/** Programs that cannot run here; asked only with --local. */
export const hostProgramNotRunnable = defineRule({
  id: 'host/program-not-runnable',
  severity: 'error',
  scope: 'node',
  about: 'machine',
  docs: {
    summary: 'Script that is not on this machine or not executable for its user (only with --local)',
    why: 'keepalived leaves the script out: a check is never seen to fail, a notification never sent.',
    references: ['keepalived lib/notify.c: check_script_secure, find_path, is_executable'],
  },
  bad: [
    {
      caption: 'The file is not there',
      at: '2:13',
      files: checked('/usr/local/bin/check-nginx'),
      machine: machine({ files: { '/usr/local/bin/check-mysql': {} } }),
    },
    {
      caption: 'It is there, and not executable',
      at: '2:13',
      files: checked('/usr/local/bin/check-nginx'),
      machine: machine({ files: { '/usr/local/bin/check-nginx': { mode: 0o644 } } }),
    },
    {
      caption: 'Only root may run it, and the script runs as keepalived_script',
      at: '2:13',
      files: checked('/usr/local/bin/check-nginx'),
      machine: machine({
        users: { keepalived_script: { uid: 990, gid: 990 } },
        files: { '/usr/local/bin/check-nginx': { mode: 0o750 } },
      }),
    },
  ],
  good: [
    {
      files: checked('/usr/local/bin/check-nginx'),
      machine: machine({ files: { '/usr/local/bin/check-nginx': {} } }),
    },
  ],
  on: { node: check },
});
