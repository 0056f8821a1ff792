import type { Finding } from '../../../diagnostics/diagnostic.ts';
import type { NodeModel, ScriptUse } from '../../../model/node.ts';
import { defineRule, type RuleContext } from '../../rule.ts';
import { checkedBy } from './sample.ts';
import { bashism, carriageReturn, noShebang, notShell } from './script-faults.ts';
import { isRun, nameOfUse, relatedOf } from './uses.ts';

function findingOf(use: ScriptUse): Finding | undefined {
  const { file, script } = use;
  if (file === undefined || script === undefined) return undefined;
  const { language, source, shebang, errors } = script;
  if (language === 'binary') {
    if (!/\.(?:sh|bash|py|pl|rb)$/.test(use.name) || /^\u007fELF/.test(source.text)) return undefined;
    const message = `${nameOfUse(use)} holds NUL bytes: it is no script`;
    return { place: source.origin({ start: 0, end: 0 }), message, help: 'Copy it once more, as it was' };
  }
  if (shebang !== undefined && source.text[shebang.place.span.end - 1] === '\r')
    return carriageReturn(script, use);
  if (language === 'none' && errors.length === 0) return noShebang(script, use);
  if (errors.length > 0) return notShell(script, use);
  return language === 'sh' && script.bashisms.length > 0 ? bashism(script, use) : undefined;
}

function check(use: ScriptUse, context: RuleContext): void {
  const finding = findingOf(use);
  if (finding === undefined) return;
  const severity = isRun(use) ? finding.severity : 'warning';
  context.report({
    ...finding,
    ...(severity === undefined ? {} : { severity }),
    related: [...(finding.related ?? []), ...relatedOf(use, finding.place)],
  });
}

/** A script that its shell, or the kernel, does not take. */
export const checkScriptShebangAndMode = defineRule({
  id: 'check-script/shebang-and-mode',
  severity: 'warning',
  scope: 'node',
  fix: 'safe',
  about: 'scripts',
  docs: {
    summary: 'A script without #!, with line ends of Windows, or with words that its shell does not know',
    why: 'keepalived runs the file itself, without a shell: what the kernel cannot start counts as a success, and what the shell cannot read as a failure.',
    references: [
      'execve(2): interpreter scripts',
      'keepalived lib/notify.c: system_call_script',
      'acassen/keepalived#1325',
      'acassen/keepalived#1926',
    ],
  },
  bad: [
    {
      caption: 'sh is dash on Debian, and dash does not know [[',
      at: 'lb1/check.sh:2:1',
      files: checkedBy('#!/bin/sh\n[[ -n $(pgrep -x nginx) ]]\n'),
    },
    {
      caption: 'The interpreter is called /bin/bash\\r',
      at: 'lb1/check.sh:1:1',
      files: checkedBy('#!/bin/bash\r\nexec pgrep -x nginx\r\n'),
    },
    { caption: 'No first line', at: 'lb1/check.sh:1:1', files: checkedBy('exec pgrep -x nginx\n') },
    {
      caption: 'Not the first line',
      at: 'lb1/check.sh:1:1',
      files: checkedBy('\n#!/bin/sh\nexec pgrep -x nginx\n'),
    },
  ],
  good: [
    { files: checkedBy('#!/bin/sh\nexec /usr/bin/pgrep -x nginx >/dev/null\n') },
    { caption: 'bash may', files: checkedBy('#!/usr/bin/env bash\n[[ -n $(pgrep -x nginx) ]]\n') },
    { caption: 'Another language', files: checkedBy('#!/usr/bin/python3\nimport sys\nsys.exit(1)\n') },
  ],
  on: {
    node: (node: NodeModel, context) => {
      for (const use of node.scriptUses) check(use, context);
    },
  },
});
