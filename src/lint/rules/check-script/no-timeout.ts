import type { ShellCommand } from '../../../bundle/shell/script.ts';
import type { NodeModel, ScriptUse } from '../../../model/node.ts';
import { defineRule, type RuleContext } from '../../rule.ts';
import { type Client, clients } from './network-clients.ts';
import { checkedBy, checkedNode } from './sample.ts';
import { commandWith, limitFix, limitFor, secondsFor } from './time-limit.ts';
import { checksOf, hasOption, nameOfUse, relatedOf } from './uses.ts';

/** What only prints a version, or compiles a request without sending it. */
function isIdle(command: ShellCommand): boolean {
  return hasOption(command, '', '--version', '--help') || command.args.length === 0;
}

function check(use: ScriptUse, context: RuleContext): void {
  for (const command of use.commands) {
    const client = clients[command.program];
    if (client === undefined || command.wrappers.includes('timeout') || isIdle(command)) continue;
    if (isEndless(command)) reportEndless(use, command, client, context);
    else if (!client.isLimited(command)) report(use, command, client, context);
    else if (isContentWithErrors(command)) reportErrors(use, command, context);
  }
}

/** ping without a number of packets goes on until it is killed. */
function isEndless(command: ShellCommand): boolean {
  return /^ping6?$/.test(command.program) && !hasOption(command, '[cw]');
}

function reportEndless(use: ScriptUse, command: ShellCommand, client: Client, context: RuleContext): void {
  context.report({
    place: command.programPlace,
    message: `${command.program} in ${nameOfUse(use)} never ends: it has no -c`,
    why: 'keepalived ends the script at its time limit every time, and counts every run as failed.',
    label: 'goes on for ever',
    help: commandWith(command, client, ' -c 1 -W 1'),
    related: relatedOf(use, command.place),
    fixes: limitFix(use, command, client),
  });
}

function report(use: ScriptUse, command: ShellCommand, client: Client, context: RuleContext): void {
  const { program } = command;
  const limit = limitFor(use, command, client);
  const failing = program === 'curl' && !hasOption(command, 'f', '--fail') ? failingQuietly(command) : '';
  context.report({
    place: command.programPlace,
    message: `${program} in ${nameOfUse(use)} has no time limit of its own: it ${client.otherwise}`,
    label: 'no time limit',
    help:
      limit === undefined
        ? `timeout ${secondsFor(use)} ${commandWith(command, client, '')}`
        : commandWith(command, client, `${failing} ${limit}`),
    related: relatedOf(use, command.place),
    fixes: limitFix(use, command, client),
  });
}

/** `-fsS`, without what the call has already. */
function failingQuietly(command: ShellCommand): string {
  const quiet = ['s', 'S'].filter((letter) => !hasOption(command, letter));
  return ` -f${quiet.join('')}`;
}

/** curl whose own status decides, and which takes every answer for a good one. */
function isContentWithErrors(command: ShellCommand): boolean {
  if (command.program !== 'curl' || command.isSubstituted || command.pipe.length > 1) return false;
  const { args } = command;
  const isJudged = hasOption(command, '[fw]', '--fail', '--fail-with-body', '--write-out');
  return !isJudged && args.some(({ text }) => /^(?:https?:|\$|[\w.-]+(?:[:/]|$))/.test(text));
}

function reportErrors(use: ScriptUse, command: ShellCommand, context: RuleContext): void {
  const { source, span } = command.programPlace;
  const place = { source, span: { start: span.end, end: span.end } };
  context.report({
    place: command.programPlace,
    message: `curl in ${nameOfUse(use)} takes an error page for success: it has no -f`,
    why: 'A server that answers 500 or 404 to everything counts as healthy, and the VIP stays.',
    label: 'status 500 is a success',
    help: commandWith(command, clients.curl!, failingQuietly(command)),
    related: relatedOf(use, command.place),
    fixes: [{ title: 'Let curl fail on error pages', safety: 'unsafe', edits: [{ place, text: ' -f' }] }],
  });
}

/** A probe over the network that may hang. */
export const checkScriptNoTimeout = defineRule({
  id: 'check-script/no-timeout',
  severity: 'warning',
  scope: 'node',
  fix: 'unsafe',
  about: 'scripts',
  docs: {
    summary: 'A network probe in a check without a time limit, or one that is content with error pages',
    why: 'The probe hangs exactly when the service is in trouble. keepalived ends the check at its own limit; until then nothing is known, and the runs in between are left out.',
    references: [
      'curl(1): --max-time, --fail',
      'ping(8): -W',
      'acassen/keepalived#774',
      'acassen/keepalived#2289',
    ],
  },
  bad: [
    {
      caption: 'A server that accepts and never answers',
      at: 'lb1/check.sh:2:1',
      files: checkedBy('#!/bin/sh\ncurl -s http://127.0.0.1/ >/dev/null\n'),
    },
    {
      caption: 'Given in the configuration',
      at: 'lb1.conf:7:13',
      files: { 'lb1.conf': checkedNode({ command: '"/usr/bin/nc -z 192.0.2.1 443"' }) },
    },
    {
      caption: 'An error page is an answer',
      at: 'lb1/check.sh:2:6',
      files: checkedBy('#!/bin/sh\nexec curl -s -m 2 -o /dev/null http://127.0.0.1/\n'),
    },
  ],
  good: [
    { files: checkedBy('#!/bin/sh\nexec curl -fsS -m 2 -o /dev/null http://127.0.0.1/\n') },
    {
      caption: 'Limited from outside',
      files: checkedBy('#!/bin/sh\ntimeout 2 nc -z 192.0.2.1 443 && ping -c 1 -W 1 192.0.2.1\n'),
    },
  ],
  on: {
    node: (node: NodeModel, context) => {
      for (const use of checksOf(node)) check(use, context);
    },
  },
});
