import type { ShellCommand, ShellWord } from '../../../bundle/shell/script.ts';
import type { Edit } from '../../../diagnostics/diagnostic.ts';
import type { NodeModel, ScriptUse } from '../../../model/node.ts';
import { defineRule, type RuleContext } from '../../rule.ts';
import { checkedBy } from './sample.ts';
import { checksOf, nameOfUse, relatedOf, written } from './uses.ts';

const numeric = /^-(?:eq|ne|lt|le|gt|ge)$/;

/** The name of a variable that is a word by itself, without quotes; parameters such as `$?` are never empty. */
function bareVariable({ place }: ShellWord): string | undefined {
  const match = /^\$(?:([A-Za-z_]\w*)|\{([A-Za-z_]\w*)\})$/.exec(place.source.slice(place.span));
  return match?.[1] ?? match?.[2];
}

/** `-n $x` and a lone `$x` are judged otherwise by the shell: only comparisons are looked at. */
function isComparison({ program, args }: ShellCommand): boolean {
  return (
    (program === '[' || program === 'test') &&
    args.some(({ text }) => /^(?:=|==|!=)$/.test(text) || numeric.test(text))
  );
}

/** An empty count counts as 0: in quotes alone it would still be no number. */
function quoted({ place }: ShellWord, name: string, isNumeric: boolean): Edit {
  return { place, text: isNumeric ? `"\${${name}:-0}"` : `"$${name}"` };
}

function check(use: ScriptUse, context: RuleContext): void {
  for (const command of use.commands.filter(isComparison)) {
    const isNumeric = command.args.some(({ text }) => numeric.test(text));
    const bare = command.args.flatMap((word) => {
      const name = bareVariable(word);
      return name === undefined ? [] : [{ word, name }];
    });
    const [first] = bare;
    if (first === undefined) continue;
    const edits = bare.map(({ word, name }) => quoted(word, name, isNumeric));
    context.report({
      place: first.word.place,
      message: `\`${written(command.place)}\` in ${nameOfUse(use)} is an error when ${first.name} is empty`,
      label: 'without quotes',
      help: edits[0]!.text,
      related: relatedOf(use, command.place),
      fixes: [{ title: 'Quote the variable', safety: 'unsafe', edits }],
    });
  }
}

/** Comparisons that an empty variable turns into an error. */
export const checkScriptUnquotedVariable = defineRule({
  id: 'check-script/unquoted-variable',
  severity: 'info',
  scope: 'node',
  fix: 'unsafe',
  about: 'scripts',
  docs: {
    summary: 'A comparison in a check script with a variable that is not quoted',
    why: 'Where the variable is empty, the shell leaves the word out: [ ends with status 2 and a message that nobody sees, which `if` takes for no, and as the last command for a failed check.',
    references: ['POSIX.1-2017 XCU 2.6.5: Field Splitting', 'test(1p)'],
  },
  bad: [
    {
      caption: 'Empty when the file is',
      at: 'lb1/check.sh:3:3',
      files: checkedBy('#!/bin/sh\nstate=$(cat /run/app.state)\n[ $state = up ]\n'),
    },
    {
      caption: 'A number',
      at: 'lb1/check.sh:3:3',
      files: checkedBy('#!/bin/sh\nn=$(cat /run/app.count)\n[ $n -gt 0 ]\n'),
    },
  ],
  good: [
    { files: checkedBy('#!/bin/sh\nstate=$(cat /run/app.state)\n[ "$state" = up ]\n') },
    {
      caption: 'Never empty',
      files: checkedBy('#!/bin/sh\npgrep -x nginx >/dev/null\n[ $? -eq 0 ] || exit 1\n'),
    },
  ],
  on: {
    node: (node: NodeModel, context) => {
      for (const use of checksOf(node)) check(use, context);
    },
  },
});
