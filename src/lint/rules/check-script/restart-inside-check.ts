import type { Related } from '../../../diagnostics/diagnostic.ts';
import type { NodeModel, ScriptUse } from '../../../model/node.ts';
import { defineRule, type RuleContext } from '../../rule.ts';
import { probeFor } from './probes.ts';
import { checkedBy } from './sample.ts';
import { repairsIn } from './services.ts';
import { longestSleep } from './sleeps.ts';
import { checksOf, nameOfUse, relatedOf, written } from './uses.ts';

function check(use: ScriptUse, context: RuleContext): void {
  const sleep = longestSleep(use);
  const { limit } = use;
  for (const command of repairsIn(use.commands)) {
    const { place } = command;
    const isEnded = sleep !== undefined && limit !== undefined && sleep.seconds >= limit.seconds;
    const related: Related[] = relatedOf(use, place);
    if (isEnded) {
      related.push({ place: sleep.command.place, message: `${sleep.seconds} s are spent here` });
      if (limit.place !== undefined) {
        related.push({
          place: limit.place,
          message: `and after ${limit.seconds} s keepalived ends the script`,
        });
      }
    }
    context.report({
      place,
      ...(isEnded && use.role === 'check' ? { severity: 'error' } : {}),
      message: `${nameOfUse(use)} restarts what it checks: \`${written(place)}\`${isEnded ? `, then sleeps for ${sleep.seconds} s with a time limit of ${limit.seconds} s` : ''}`,
      ...(isEnded
        ? {
            why: `keepalived ends the script before it looks a second time, and counts that as a failure: the restart may have worked, and the VIP moves all the same.`,
          }
        : {}),
      label: 'heals instead of checking',
      help: `Leave the restart to systemd (Restart=on-failure in a drop-in of the service), and let the check only check: ${probeFor(command)}`,
      related,
    });
  }
}

/** A check that repairs. */
export const checkScriptRestartInsideCheck = defineRule({
  id: 'check-script/restart-inside-check',
  severity: 'warning',
  scope: 'node',
  about: 'scripts',
  docs: {
    summary: 'A check script that restarts the service it checks',
    why: 'A service that keeps dying is restarted for ever and the other node never hears of it; the restart takes longer than a check may, needs root, and races with systemd.',
    references: ['systemd.service(5): Restart=', 'acassen/keepalived#1325', 'acassen/keepalived#1152'],
  },
  bad: [
    {
      caption: 'The wait is as long as the script may take: it is ended before it can look again',
      at: 'lb1/check.sh:3:5',
      files: checkedBy(
        '#!/bin/sh\nif ! pgrep -x nginx >/dev/null; then\n    systemctl start nginx\n    sleep 2\n    pgrep -x nginx >/dev/null || exit 1\nfi\n',
        { check: ['interval 2', 'fall 2', 'rise 2'] },
      ),
    },
    {
      caption: 'A restart in the check',
      at: 'lb1/check.sh:2:42',
      files: checkedBy('#!/bin/sh\ncurl -fsS -m 2 -o /dev/null http://x/ || service httpd restart\n'),
    },
  ],
  good: [
    { files: checkedBy('#!/bin/sh\nexec /usr/bin/pgrep -x nginx >/dev/null\n') },
    {
      caption: 'Only asks',
      files: checkedBy('#!/bin/sh\nnginx -t 2>/dev/null && systemctl is-active --quiet nginx\n'),
    },
  ],
  on: {
    node: (node: NodeModel, context) => {
      for (const use of checksOf(node)) check(use, context);
    },
  },
});
