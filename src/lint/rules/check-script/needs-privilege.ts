import type { Place } from '../../../../grammar/source.ts';
import type { ShellCommand } from '../../../bundle/shell/script.ts';
import type { NodeModel, ScriptUse } from '../../../model/node.ts';
import { defineRule, type RuleContext } from '../../rule.ts';
import { webProbe } from './probes.ts';
import { checkedBy } from './sample.ts';
import { isSignalZero, serviceAction } from './services.ts';
import { hasOption, isCheck, isRun, nameOfUse, relatedOf, written } from './uses.ts';

/** Something only root may do. */
interface Privileged {
  readonly place: Place;
  /** What becomes of it: continues "NAME is not root: ". */
  readonly otherwise: string;
  /** Whether it is about a file that is written. */
  readonly isFile?: true;
}

const containers: ReadonlySet<string> = new Set(['docker', 'podman', 'nerdctl', 'crictl', 'kubectl', 'ctr']);
const network: ReadonlySet<string> = new Set(['iptables', 'ip6tables', 'nft', 'ipvsadm', 'arping', 'ipset']);
const systemFolder = /^\/(?:var\/)?run\/|^\/etc\/|^\/var\/(?:lib|lock)\/|^\/usr\//;

function privileged(command: ShellCommand): Privileged | undefined {
  const { program, place, wrappers } = command;
  if (wrappers.includes('sudo') || wrappers.includes('doas')) {
    return {
      place,
      otherwise: 'sudo asks for a password, unless a rule in sudoers says NOPASSWD for this very command',
    };
  }
  if (containers.has(program)) {
    return { place, otherwise: `${program} may not be talked to` };
  }
  const action = serviceAction(command);
  if (action !== undefined) return { place, otherwise: 'the service may not be touched' };
  if (program === 'kill' && !isSignalZero(command)) return { place, otherwise: 'the signal is refused' };
  if ((program === 'ss' || program === 'netstat') && hasOption(command, 'p', '--processes', '--program')) {
    return { place, otherwise: `${program} shows no names of processes, and nothing is found` };
  }
  if (network.has(program) || isIpChange(command))
    return { place, otherwise: 'the network may not be changed' };
  const redirect = command.redirects.find(
    ({ operator, target }) => operator.includes('>') && systemFolder.test(target.text),
  );
  return redirect === undefined
    ? undefined
    : { place: redirect.target.place, otherwise: 'the file may not be written', isFile: true };
}

function isIpChange({ program, args }: ShellCommand): boolean {
  return (
    program === 'ip' && args.some(({ text }) => /^(?:add|del|delete|replace|set|flush|change)$/.test(text))
  );
}

/** A check can mostly do without root; what is told of changes is there to do something. */
function help(use: ScriptUse, { isFile }: Privileged): string {
  if (use.role === 'notify' || use.role === 'other')
    return use.user === undefined
      ? 'script_user root in global_defs, with enable_script_security'
      : 'Name root behind the script, as its user; or let it do what that user may';
  const without = isFile === true ? 'write where that user may' : `do without root: ${webProbe}`;
  return use.user === undefined
    ? `Write script_user into global_defs, and let the check ${without}`
    : `Let the check ${without}, or give this one script \`user root\` in its block`;
}

function check(use: ScriptUse, context: RuleContext): void {
  if (use.user === 'root' || use.user === '0' || use.script === undefined) return;
  for (const command of use.commands) {
    const found = privileged(command);
    if (found === undefined) continue;
    const { place, otherwise } = found;
    const user = use.user ?? 'keepalived_script, if that user exists';
    context.report({
      place,
      ...(use.user === undefined ? { severity: 'info' } : {}),
      message: `${nameOfUse(use)} needs root for \`${written(place)}\`, and runs as ${user}: ${otherwise}`,
      label: 'refused to others than root',
      help: help(use, found),
      related: relatedOf(use, place),
    });
    // Without a user it is good to know once.
    if (use.user === undefined) return;
  }
}

/** A script that asks for more than its user may do. */
export const checkScriptNeedsPrivilege = defineRule({
  id: 'check-script/needs-privilege',
  severity: 'warning',
  scope: 'node',
  about: 'scripts',
  docs: {
    summary: 'A script that does what only root may, and runs as another user',
    why: 'The command is refused, its message goes nowhere, and the check says down on a healthy node, or up on a dead one. With SELinux even root is refused outside of /usr/libexec/keepalived: systemctl, docker and files of other services are out of bounds for keepalived_t.',
    references: [
      'keepalived.conf(5): script_user',
      'keepalived_selinux(8)',
      'acassen/keepalived#1376',
      'acassen/keepalived#2215',
    ],
  },
  bad: [
    {
      caption: 'Nobody may talk to docker, and sudo asks for a password',
      at: 'lb1/check.sh:2:1',
      files: checkedBy('#!/bin/sh\nsudo docker ps | grep -q nginx\n', { user: 'nobody' }),
    },
    {
      caption: 'Files of root',
      at: 'lb1/check.sh:2:29',
      files: checkedBy('#!/bin/sh\npgrep -x nginx && echo up > /run/web.state\n', { user: 'nobody' }),
    },
  ],
  good: [
    {
      files: checkedBy('#!/bin/sh\nexec curl -fsS -m 2 -o /dev/null http://127.0.0.1/\n', { user: 'nobody' }),
    },
    { caption: 'root may', files: checkedBy('#!/bin/sh\ndocker inspect web >/dev/null || exit 1\n') },
  ],
  on: {
    node: (node: NodeModel, context) => {
      for (const use of node.scriptUses) if (isRun(use) || isCheck(use)) check(use, context);
    },
  },
});
