import type { ShellCommand } from '../../../bundle/shell/script.ts';
import type { NodeModel, ScriptUse } from '../../../model/node.ts';
import { defineRule, type RuleContext } from '../../rule.ts';
import { probeIn } from './probes.ts';
import { checkedBy } from './sample.ts';
import { checksOf, isRun, nameOfUse, relatedOf, written } from './uses.ts';

/** The last command that a run may come to. */
function lastOf({ commands }: ScriptUse): ShellCommand | undefined {
  return commands.findLast((one) => one.inFunction === undefined && !one.isSubstituted && !one.isCondition);
}

function check(use: ScriptUse, context: RuleContext): void {
  const { script } = use;
  if (script === undefined || script.errors.length > 0 || script.outcome.canFail) return;
  // A script that never ends is killed, and that counts as a failure.
  if (!script.outcome.canSucceed) return;
  const last = lastOf(use);
  const place = last?.place ?? script.source.origin({ start: 0, end: 0 });
  const how = last === undefined ? 'holds no command' : `every way through it ends with status 0`;
  context.report({
    place,
    ...(isRun(use) ? {} : { severity: 'warning' }),
    message: `${nameOfUse(use)} can never fail: ${how}`,
    label:
      last === undefined
        ? 'nothing is tested'
        : `\`${shortened(written(last.place))}\` succeeds whatever was found`,
    help: `End it with the test itself, such as ${probeIn(use)}, or with exit 1 where the service is down`,
    related: relatedOf(use, place),
  });
}

function shortened(text: string): string {
  return text.length > 40 ? `${text.slice(0, 37)}...` : text;
}

/** A check without a way to say no. */
export const checkScriptNeverFails = defineRule({
  id: 'check-script/never-fails',
  severity: 'error',
  scope: 'node',
  about: 'scripts',
  docs: {
    summary: 'A check script that ends with status 0 whatever it finds',
    why: 'keepalived looks at nothing but the status of the script: it sees a success every time, so weight and fall are never used and the VIP stays on a node whose service is down.',
    references: [
      'keepalived.conf(5): vrrp_script',
      'keepalived vrrp/vrrp_scheduler.c: vrrp_script_child_thread',
      'acassen/keepalived#1325',
    ],
  },
  bad: [
    {
      caption: 'The status is that of echo',
      at: 'lb1/check.sh:5:1',
      files: checkedBy(
        '#!/bin/sh\nif ! /usr/bin/pgrep -x nginx >/dev/null; then\n    logger "nginx is down"\nfi\necho checked\n',
      ),
    },
    {
      caption: '$? is the status of the test before it, which succeeded',
      at: 'lb1/check.sh:4:1',
      files: checkedBy('#!/bin/sh\npgrep -x nginx >/dev/null\nif [ $? -ne 0 ]; then exit $?; fi\nexit 0\n'),
    },
    {
      caption: 'In the configuration itself',
      at: 'lb1.conf:7:40',
      files: {
        'lb1.conf': `vrrp_script chk_web {
    interval 5
    fall 2
    rise 2
    # A check that is always content.
    weight -20
    script "/bin/sh -c 'pidof nginx || true'"
}
`,
      },
    },
  ],
  good: [
    { files: checkedBy('#!/bin/sh\n/usr/bin/pgrep -x nginx >/dev/null || exit 1\n') },
    {
      caption: 'The status is that of the test',
      files: checkedBy('#!/bin/sh\nlogger checking\nexec /usr/bin/pgrep -x nginx\n'),
    },
    {
      caption: 'A function decides',
      files: checkedBy('#!/bin/sh\ndown() { logger down; exit 1; }\npgrep -x nginx || down\nexit 0\n'),
    },
  ],
  on: {
    node: (node: NodeModel, context) => {
      for (const use of checksOf(node)) check(use, context);
    },
  },
});
