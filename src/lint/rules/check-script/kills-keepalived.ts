import type { ShellCommand } from '../../../bundle/shell/script.ts';
import type { Fix } from '../../../diagnostics/diagnostic.ts';
import type { NodeModel, ScriptUse } from '../../../model/node.ts';
import { defineRule, type RuleContext } from '../../rule.ts';
import { checkedBy } from './sample.ts';
import { isSignalZero, serviceAction } from './services.ts';
import { checksOf, hasOption, nameOfUse, relatedOf, written } from './uses.ts';

/** `kill` by process id: of a variable, what was put into it tells. */
function isOfKeepalived(command: ShellCommand): boolean {
  return command.args.some(({ text, place }) => {
    if (text.includes('keepalived')) return true;
    const variable = /^"?\$\{?(\w+)\}?"?$/.exec(text)?.[1];
    return variable !== undefined && new RegExp(`\\b${variable}=[^\\n]*keepalived`).test(place.source.text);
  });
}

/** `pgrep keepalived | xargs kill`. */
function isKilledByPipe(command: ShellCommand): boolean {
  const names = command.args.map(({ text }) => text.replace(/^.*\//, ''));
  if (!names.includes('kill') || names.includes('-0')) return false;
  const before = command.pipe.slice(0, command.pipe.indexOf(command));
  return before.some(
    (one) =>
      !hasOption(one, 'v', '--invert-match') && one.args.some(({ text }) => text.includes('keepalived')),
  );
}

function stopsKeepalived(command: ShellCommand): boolean {
  if (command.program === 'kill') return !isSignalZero(command) && isOfKeepalived(command);
  if (command.program === 'xargs') return isKilledByPipe(command);
  const action = serviceAction(command);
  return action?.service === 'keepalived' && action.verb !== 'start' && action.verb !== 'reload';
}

/** Where the command stands alone, its place is that of the failure. */
function fixOf({ place, isCondition, isSubstituted, pipe, redirects }: ShellCommand): Fix[] {
  if (isCondition || isSubstituted || pipe.length > 1 || redirects.length > 0) return [];
  return [{ title: 'Let the check fail instead', safety: 'unsafe', edits: [{ place, text: 'exit 1' }] }];
}

function check(use: ScriptUse, context: RuleContext): void {
  for (const command of use.commands.filter(stopsKeepalived)) {
    context.report({
      place: command.place,
      message: `${nameOfUse(use)} stops keepalived with \`${written(command.place)}\` instead of failing`,
      label: 'ends the daemon on this node',
      help: 'exit 1: then fall and weight, or the fault state, move the VIP, and it comes back by itself after the repair',
      related: relatedOf(use, command.place),
      fixes: use.file === undefined ? [] : fixOf(command),
    });
  }
}

/** A check that takes the daemon down with the service. */
export const checkScriptKillsKeepalived = defineRule({
  id: 'check-script/kills-keepalived',
  severity: 'warning',
  scope: 'node',
  fix: 'unsafe',
  about: 'scripts',
  docs: {
    summary: 'A check script that stops keepalived instead of failing',
    why: 'The VIP moves once; after the repair keepalived stays down and the pair has no backup, until somebody notices. The same script on the backup takes that down as well when its service is stopped on purpose, and then nobody holds the VIP.',
    references: ['keepalived.conf(5): vrrp_script, weight, fall', 'acassen/keepalived#1152'],
  },
  bad: [
    {
      caption: 'By its process id',
      at: 'lb1/check.sh:2:19',
      files: checkedBy('#!/bin/sh\npgrep -x nginx || kill -15 $(cat /run/keepalived.pid)\n'),
    },
    {
      caption: 'By its service',
      at: 'lb1/check.sh:3:5',
      files: checkedBy('#!/bin/sh\nif ! pgrep -x nginx; then\n    systemctl stop keepalived\nfi\n'),
    },
  ],
  good: [
    { files: checkedBy('#!/bin/sh\nexec /usr/bin/pgrep -x nginx >/dev/null\n') },
    { caption: 'Only asks', files: checkedBy('#!/bin/sh\nkill -0 "$(cat /run/nginx.pid)"\n') },
  ],
  on: {
    node: (node: NodeModel, context) => {
      for (const use of checksOf(node)) check(use, context);
    },
  },
});
