import type { NodeModel, ScriptUse } from '../../../model/node.ts';
import { defineRule, type RuleContext } from '../../rule.ts';
import { checkedBy } from './sample.ts';
import { unknownWordIn } from './service-words.ts';
import { nameOfUse, relatedOf } from './uses.ts';

function check(use: ScriptUse, context: RuleContext): void {
  for (const command of use.commands) {
    const unknown = unknownWordIn(command);
    if (unknown === undefined) continue;
    const { word, instead, help, fix } = unknown;
    context.report({
      place: word.place,
      message: `${command.program} in ${nameOfUse(use)} does not know ${word.text}: it takes ${instead}`,
      label: 'always an error',
      help,
      related: relatedOf(use, word.place),
      fixes: fix === undefined ? [] : [fix],
    });
  }
}

/** A call that can only fail. */
export const checkScriptInvalidServiceCommand = defineRule({
  id: 'check-script/invalid-service-command',
  severity: 'error',
  scope: 'node',
  fix: 'unsafe',
  about: 'scripts',
  docs: {
    summary: 'A command line that a server or service manager does not know',
    why: 'The command prints an error into nowhere and does nothing: what the script means to start stays down.',
    references: ['nginx(8): -s signal', 'httpd(8): -k', 'systemctl(1)', 'service(8)'],
  },
  bad: [
    {
      caption: 'start is no signal of nginx',
      at: 'lb1/check.sh:2:40',
      files: checkedBy('#!/bin/sh\npgrep -x nginx || { /usr/sbin/nginx -s start; exit 1; }\n'),
    },
    {
      caption: 'The other way round',
      at: 'lb1/check.sh:2:29',
      files: checkedBy('#!/bin/sh\npgrep -x nginx || systemctl nginx restart\n'),
    },
    {
      caption: 'nginx takes options only',
      at: 'lb1/check.sh:2:25',
      files: checkedBy('#!/bin/sh\npgrep -x nginx || nginx start\n'),
    },
    {
      caption: 'A slip in an option: the check always fails',
      at: 'lb1/check.sh:2:26',
      files: checkedBy('#!/bin/sh\nexec systemctl is-active --quite nginx\n'),
    },
    {
      caption: 'A verb that systemctl does not have',
      at: 'lb1/check.sh:2:29',
      files: checkedBy('#!/bin/sh\npgrep -x nginx || systemctl strat nginx\n'),
    },
  ],
  good: [
    {
      files: {
        ...checkedBy('#!/bin/sh\nexec pgrep -x nginx\n', {
          instance: ['notify_master "/etc/keepalived/up.sh"'],
        }),
        'lb1/up.sh': '#!/bin/sh\nnginx -s reload || systemctl start nginx\n',
      },
    },
  ],
  on: {
    node: (node: NodeModel, context) => {
      for (const use of node.scriptUses) check(use, context);
    },
  },
});
