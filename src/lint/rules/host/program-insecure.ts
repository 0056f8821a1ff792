import { compareReleases, NEWEST } from '../../../../grammar/vocabulary/releases.ts';
import type { Finding } from '../../../diagnostics/diagnostic.ts';
import type { PathStep } from '../../../model/machine.ts';
import type { NodeModel } from '../../../model/node.ts';
import { defineRule, type RuleContext } from '../../rule.ts';
import { lossOf, type Program, programsOf } from './commands.ts';
import { machine } from './sample.ts';
import { checked } from './script-sample.ts';

/** First release that walks the path as written, and so meets links among its folders. */
const WALKS_LINKS_SINCE = '2.3.0';

type Unsafe = Pick<Finding, 'message' | 'label' | 'help'>;

/** Who beside root may change the step (keepalived lib/notify.c: check_security). */
function unsafe(step: PathStep): Unsafe | undefined {
  const { path, uid, gid, mode, kind } = step;
  const what = kind === 'folder' ? 'folder' : 'file';
  if (uid !== 0)
    return {
      message: `root runs ${path === '/' ? 'a program below /' : path}, and the ${what} ${path} belongs to user ${uid}`,
      label: `${path} is not root's`,
      help: `chown root:root ${path}`,
    };
  if (kind === 'link' || kind === 'other' || (kind === 'folder' && (mode & 0o1000) !== 0)) return undefined;
  const writers = (mode & 0o002) !== 0 ? 'everybody' : gid !== 0 && (mode & 0o020) !== 0 ? 'a group' : '';
  if (writers === '') return undefined;
  return {
    message: `root runs ${path === '/' ? 'a program below /' : path}, and the ${what} ${path} can be changed by ${writers === 'a group' ? `group ${gid}` : writers}`,
    label: `${path} is writable by ${writers === 'a group' ? `group ${gid}` : writers}`,
    help: `chmod ${writers === 'a group' ? 'g-w' : 'o-w'} ${path}`,
  };
}

/** The daemon looks at what root runs, and at files that become root's when run. */
function runsAsRoot({ account }: Program, last: PathStep | undefined): boolean {
  if (account.uid === 0 || account.gid === 0) return true;
  if (last === undefined) return false;
  const takesUser = last.uid === 0 && (last.mode & 0o4100) === 0o4100;
  return takesUser || (last.gid === 0 && (last.mode & 0o2010) === 0o2010);
}

function judge(program: Program, node: NodeModel, context: RuleContext): void {
  const { machine: host, path, command } = program;
  const real = host.realPath(path);
  if (real === undefined) return;
  const steps = host.steps(real);
  if (!runsAsRoot(program, steps.at(-1))) return;
  const place = command.argv[0].place;
  const found = steps.map(unsafe).find((one) => one !== undefined);
  if (found !== undefined) {
    const isDropped = node.globals.scriptSecurity.value;
    context.report({
      place,
      ...found,
      message: found.message.replace(/^root runs [^,]*,/, `root runs ${path},`),
      ...(isDropped ? {} : { severity: 'warning' as const }),
      why: isDropped
        ? `With enable_script_security that is not allowed. ${lossOf(command)}`
        : 'Whoever may change it becomes root when keepalived runs it; with enable_script_security keepalived leaves it out.',
    });
    return;
  }
  const link = host.steps(path).find((step) => step.kind === 'link');
  if (link === undefined || link.path === path) return;
  if (compareReleases(context.target ?? NEWEST, WALKS_LINKS_SINCE) < 0) return;
  context.report({
    place,
    message: `the path of ${path} leads through the link ${link.path}`,
    why: `keepalived 2.3.0 and later run nothing as root whose path leads through a link. ${lossOf(command)}`,
    label: `${link.path} is a link`,
    help: real,
  });
}

function check(node: NodeModel, context: RuleContext): void {
  for (const program of programsOf(node)) judge(program, node, context);
}

/** Programs that others than root may change; asked only with --local. */
export const hostProgramInsecure = defineRule({
  id: 'host/program-insecure',
  severity: 'error',
  scope: 'node',
  about: 'machine',
  docs: {
    summary: 'Script run by root that others may change, or behind a link (only with --local)',
    why: 'keepalived leaves out what is not safe to run as root: a check is never seen to fail, a notification never sent.',
    references: ['keepalived lib/notify.c: check_script_secure, check_security'],
  },
  bad: [
    {
      caption: 'Everybody may write to it',
      at: '6:13',
      files: checked(
        '/usr/local/bin/check-nginx',
        [],
        'global_defs {\n    script_user root\n    enable_script_security\n}\n',
      ),
      machine: machine({ files: { '/usr/local/bin/check-nginx': { mode: 0o777 } } }),
    },
    {
      caption: 'It belongs to somebody else',
      at: '2:13',
      files: checked('/home/web/check-nginx'),
      machine: machine({ files: { '/home/web/check-nginx': { uid: 1000, gid: 1000 } } }),
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
