import { keywordOf } from '../../../../grammar/configuration.ts';
import type { NodeModel } from '../../../model/node.ts';
import { defineRule } from '../../rule.ts';
import { notified, tracked } from './sample.ts';
import { isWithoutShell, shellFinding } from './shell-syntax.ts';

/** Shell syntax where no shell is. */
export const scriptShellMetacharacters = defineRule({
  id: 'script/shell-metacharacters',
  severity: 'error',
  scope: 'node',
  fix: 'unsafe',
  docs: {
    summary: 'Pipes, && or redirections in a command that no shell reads',
    why: 'keepalived runs the program itself, and |, && or > are arguments like any other: the check tests something else, or fails whatever the service does.',
    references: [
      'keepalived lib/notify.c: system_call',
      'acassen/keepalived#1290',
      'acassen/keepalived#600',
      'acassen/keepalived#1926',
    ],
  },
  bad: [
    {
      caption: 'pgrep fails whatever happens: it is asked for three patterns',
      at: '7:37',
      files: tracked({ script: '"/usr/bin/pgrep -x nginx || exit 1"' }),
    },
    { caption: 'A pipe', at: '7:30', files: tracked({ script: '"/usr/bin/ss -ltn | grep -q :80"' }) },
    {
      caption: 'The log is never written: a warning',
      at: '15:50',
      files: notified(['notify_master "/usr/local/sbin/vip.sh master >/tmp/vip.log"']),
    },
  ],
  good: [
    { files: tracked({ script: `"/usr/bin/sh -c '/usr/bin/ss -ltn | grep -q :80'"` }) },
    { files: tracked({ script: '"/usr/bin/curl -fsS http://127.0.0.1/?a=1&b=2"' }) },
  ],
  on: {
    node: (node: NodeModel, context) => {
      if (!isWithoutShell(context)) return;
      for (const command of node.commands) {
        // Programs of checkers are a matter of health-check/misc-check.
        const isChecker = keywordOf(command.statement) === 'misc_path';
        const finding = isChecker ? undefined : shellFinding(command);
        if (finding !== undefined) context.report(finding);
      }
    },
  },
});
