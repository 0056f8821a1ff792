import { placeOf } from '../../../../grammar/configuration.ts';
import { programOf } from '../../../model/command.ts';
import type { Command, NodeModel, ScriptUse, TrackScript } from '../../../model/node.ts';
import { defineRule, type RuleContext } from '../../rule.ts';
import { checkedBy } from '../check-script/sample.ts';
import { repairsIn } from '../check-script/services.ts';
import { longestSleep } from '../check-script/sleeps.ts';
import { checksOf, nameOfUse, relatedOf } from '../check-script/uses.ts';
import { relatedTo } from '../vrrp/settings.ts';
import { ownLimit } from './client-limits.ts';
import { clientIn, commandOf } from './commands.ts';
import { tracked } from './sample.ts';

function checkClient(script: TrackScript, command: Command, client: string, context: RuleContext): void {
  const { timeout, interval, name, statement } = script;
  const limit = ownLimit(client, command);
  const place = command.argv[0].place;
  if (limit === undefined && timeout.value <= 1 && !timeout.isWritten) {
    context.report({
      place,
      message: `vrrp_script ${name} gives ${client} ${timeout.value === 1 ? 'one second' : `${timeout.value} s`} to answer: without timeout, interval is the limit`,
      label: 'may have to wait',
      help: 'interval 5, timeout 3',
      related:
        interval.statement === undefined
          ? [{ place: placeOf(statement), message: 'interval is 1 by default' }]
          : relatedTo(interval.statement, 'also the time it may take'),
    });
  } else if (limit !== undefined && limit > timeout.value) {
    context.report({
      place,
      severity: 'info',
      message: `${client} of vrrp_script ${name} may take ${limit} s, but keepalived ends it after ${timeout.value} s`,
      why: 'The run counts as failed then, and the limit of the program itself never comes into play.',
      label: `${limit} s of its own`,
      help: `timeout ${Math.ceil(limit) + 1}, and an interval that is no shorter`,
      related: relatedTo(
        timeout.statement,
        timeout.isWritten ? 'ended by this' : 'ended by this, as there is no timeout',
      ),
    });
  }
}

function check(script: TrackScript, node: NodeModel, context: RuleContext): void {
  const { timeout, interval } = script;
  const command = commandOf(script, node);
  if (command === undefined) return;
  if (timeout.isWritten && timeout.value > interval.value) {
    context.report({
      place: timeout.place!,
      severity: 'info',
      message: `timeout ${timeout.value} of vrrp_script ${script.name} is longer than its interval of ${interval.value} s`,
      why: 'A run that takes long makes keepalived leave out the next ones, with a message each time: a hanging check is noticed later than the interval suggests.',
      label: `interval is ${interval.value}`,
      help: `timeout ${interval.value}, or interval ${timeout.value}`,
      related: relatedTo(interval.statement, 'runs begin this far apart'),
    });
  }
  const client = clientIn(command);
  if (client !== undefined && programOf(command) !== 'killall') checkClient(script, command, client, context);
}

/** A script that pauses for as long as it may take. One that repairs and then waits is told so by another rule. */
function checkSleep(use: ScriptUse, context: RuleContext): void {
  const { limit } = use;
  const sleep = longestSleep(use);
  if (limit === undefined || sleep === undefined || sleep.seconds < limit.seconds) return;
  if (repairsIn(use.commands).length > 0) return;
  const { place } = sleep.command;
  const named = relatedOf(use, place);
  context.report({
    place,
    message: `${nameOfUse(use)} sleeps for ${sleep.seconds} s, and keepalived ends it after ${limit.seconds} s`,
    why: 'A run that comes to this line is ended before it has an answer, and counts as failed: the check says nothing of the service, and the VIP moves or stays away.',
    label: `${limit.keyword} is ${limit.seconds}`,
    help: `Take the sleep out: fall and rise repeat the check. Or timeout ${Math.ceil(sleep.seconds) + 1}, and an interval that is no shorter`,
    related:
      limit.place === undefined
        ? named
        : [...named, { place: limit.place, message: `the script is ended after these ${limit.seconds} s` }],
  });
}

/** Checks that are cut short. */
export const scriptTimeoutVsInterval = defineRule({
  id: 'script/timeout-vs-interval',
  severity: 'warning',
  scope: 'node',
  docs: {
    summary: 'A check that may take longer than it is given',
    why: 'keepalived ends a check that is not done by its timeout, which is the interval when none is written, and counts it as failed: one slow answer on a busy host, and the VIP moves.',
    references: [
      'keepalived.conf(5): vrrp_script, timeout',
      'keepalived vrrp/vrrp_scheduler.c: vrrp_script_child_thread',
      'acassen/keepalived#946',
      'acassen/keepalived#2289',
    ],
  },
  bad: [
    {
      caption: 'A web server that takes a second to answer is down',
      at: '7:13',
      files: tracked({
        script: '"/usr/bin/curl -s http://127.0.0.1/"',
        check: ['interval 1', 'fall 2', 'rise 2'],
      }),
    },
    {
      caption: 'Longer than the interval: good to know',
      at: '9:13',
      files: tracked({ check: ['interval 2', 'timeout 10', 'fall 2', 'rise 2'] }),
    },
    {
      caption: 'A pause of two seconds in a script that may take two',
      at: 'lb1/check.sh:4:5',
      files: checkedBy(
        '#!/bin/sh\nfor i in 1 2 3; do\n    pgrep -x nginx >/dev/null && exit 0\n    sleep 2\ndone\nexit 1\n',
        { check: ['interval 2', 'fall 2', 'rise 2'] },
      ),
    },
  ],
  good: [
    {
      caption: 'A pause that leaves time',
      files: checkedBy(
        '#!/bin/sh\npgrep -x nginx >/dev/null && exit 0\nsleep 1\nexec pgrep -x nginx >/dev/null\n',
        { check: ['interval 5', 'timeout 3', 'fall 2', 'rise 2'] },
      ),
    },
    {
      files: tracked({
        script: '"/usr/bin/curl -fsS -m 2 -o /dev/null http://127.0.0.1/"',
        check: ['interval 5', 'timeout 3', 'fall 2', 'rise 2'],
      }),
    },
    { caption: 'A local test does not wait', files: tracked({ check: ['interval 1', 'fall 2', 'rise 2'] }) },
  ],
  on: {
    node: (node, context) => {
      for (const script of node.scripts) check(script, node, context);
      for (const use of checksOf(node)) checkSleep(use, context);
    },
  },
});
