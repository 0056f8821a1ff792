import { placeOf } from '../../../../grammar/configuration.ts';
import { programOf } from '../../../model/command.ts';
import type { Command, CommandWord, NodeModel } from '../../../model/node.ts';
import { defineRule, type RuleContext } from '../../rule.ts';
import { commandOf, shellText } from './commands.ts';
import { tracked } from './sample.ts';

/** Programs that tell whether a process or a service runs. */
const tests: ReadonlySet<string> = new Set([
  'killall',
  'pidof',
  'pgrep',
  'pkill',
  'systemctl',
  'service',
  'rc-service',
]);
const inShell =
  /(?:\b(?:killall\s+-(?:0|s\s*0)|pidof|pgrep)\b[^|;&]*|\bsystemctl\s+(?:-\S+\s+)*(?:is-active|status)\s[^|;&]*|\bservice\s+|\bgrep\s[^|;&]*)\bkeepalived\b(?!\/)/;
const itself = /^(?:.*\/)?keepalived(?:\.service)?$/;

/** The word that asks for keepalived itself. */
function itselfIn(command: Command): CommandWord | undefined {
  const script = shellText(command);
  if (script !== undefined) return inShell.test(script.text) ? script : undefined;
  if (!tests.has(programOf(command))) return undefined;
  const [, ...words] = command.argv;
  // systemctl restart keepalived is no test.
  const isAction = words.some(({ text }) => /^(?:re)?start$|^stop$|^(?:re)?load$/.test(text));
  return isAction ? undefined : words.find(({ text }) => itself.test(text));
}

function check(node: NodeModel, context: RuleContext): void {
  for (const script of node.scripts) {
    const command = commandOf(script, node);
    const word = command === undefined ? undefined : itselfIn(command);
    if (word === undefined) continue;
    context.report({
      place: word.place,
      message: `vrrp_script ${script.name} asks whether keepalived runs, and it is keepalived that asks`,
      label: 'always true',
      help: 'Check the service that the VIP is for, or remove the script and the entries that track it',
    });
  }
  for (const process of node.trackProcesses) {
    const { value, statement, word } = process.process;
    if (value === undefined || statement === undefined || !itself.test(value.split(/\s/, 1)[0]!)) continue;
    context.report({
      place: placeOf(statement, word),
      message: `vrrp_track_process ${process.name} tracks keepalived, which is what tracks it`,
      label: 'always there',
      help: 'Track the process of the service that the VIP is for',
    });
  }
}

/** A check of the one program that cannot be missing. */
export const scriptChecksKeepalived = defineRule({
  id: 'script/checks-keepalived',
  severity: 'warning',
  scope: 'node',
  docs: {
    summary: 'A check that tests whether keepalived itself runs',
    why: 'The check runs only while keepalived does, so it never fails: a weight of it shifts the priority for good, and the service behind the VIP is not checked.',
    references: ['acassen/keepalived#1371', 'acassen/keepalived#1376'],
  },
  bad: [
    {
      caption: 'Never fails',
      at: '7:28',
      files: tracked({ script: '"/usr/bin/pidof keepalived"' }),
    },
  ],
  good: [{ files: tracked() }],
  on: { node: check },
});
