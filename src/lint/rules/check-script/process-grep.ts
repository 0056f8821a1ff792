import type { ShellCommand } from '../../../bundle/shell/script.ts';
import type { NodeModel, ScriptUse } from '../../../model/node.ts';
import { defineRule, type RuleContext } from '../../rule.ts';
import { checkedBy } from './sample.ts';
import { between, checksOf, hasOption, nameOfUse, relatedOf, written } from './uses.ts';

interface Search {
  readonly list: ShellCommand;
  readonly grep: ShellCommand;
  /** The pattern as written. */
  readonly pattern: string;
  /** What it is meant to find. */
  readonly process: string;
}

const lists: ReadonlySet<string> = new Set(['ps', 'ss', 'netstat', 'lsof']);
const greps: ReadonlySet<string> = new Set(['grep', 'egrep', 'fgrep']);
/** Ports, states and protocols: what the lists show beside names. */
const noName = /^[\W\d]*$|^(?:LISTEN\w*|ESTAB\w*|TIME.WAIT|SYN\w*|(?:tcp|udp)6?|LISTENING)$|:\d|^\W*\d/i;

/** `ps aux | grep nginx`: the list and the first grep behind it that looks for a name. */
function searchIn(command: ShellCommand): Search | undefined {
  const at = command.pipe.indexOf(command);
  const list = command.pipe.slice(0, at).find((one) => lists.has(one.program));
  if (!greps.has(command.program) || list === undefined || hasOption(command, 'v', '--invert-match'))
    return undefined;
  if (list.program !== 'ps' && !hasOption(list, 'p', '--processes', '--program')) return undefined;
  const pattern = command.args.find(({ text }) => !text.startsWith('-'))?.text ?? '';
  const isNamed = command.pipe
    .slice(0, at)
    .some((one) => greps.has(one.program) && searchIn(one) !== undefined);
  if (isNamed || noName.test(pattern)) return undefined;
  return { list, grep: command, pattern, process: pattern.replace(/^\[(\w)\]/, '$1') };
}

function reasonFor({ list, pattern, process, grep }: Search, use: ScriptUse): string {
  if (list.program !== 'ps') {
    return `${list.program} shows the names of processes to root alone: as another user the count is 0 on a healthy node. As root it finds every process and connection whose line holds "${process}", and nothing of whether the service answers.`;
  }
  const itself = pattern.startsWith('[') || isLeftOut(grep) ? '' : 'grep finds itself; ';
  const own = use.name.includes(process) ? `this script, ${use.name}, is found by its name; ` : '';
  return `${itself}${own}so is whatever else has "${process}" in its command line, such as an editor or a log viewer: the service looks alive when it is dead.`.replace(
    /^so is/,
    'It finds',
  );
}

/** `grep -v grep` behind it. */
function isLeftOut(grep: ShellCommand): boolean {
  return grep.pipe.some((one) => greps.has(one.program) && hasOption(one, 'v', '--invert-match'));
}

function check(use: ScriptUse, context: RuleContext): void {
  for (const command of use.commands) {
    const search = searchIn(command);
    if (search === undefined) continue;
    const place = between(search.list, search.grep);
    const { process } = search;
    context.report({
      place,
      ...(search.pattern.startsWith('[') ? { severity: 'info' } : {}),
      message: `${nameOfUse(use)} takes a line of \`${written(place)}\` for a sign of life`,
      why: reasonFor(search, use),
      label: `also finds what only mentions ${process}`,
      help: `pgrep -x ${process}, systemctl is-active --quiet ${process}, or better a request: curl -fsS -m 2 -o /dev/null http://127.0.0.1/`,
      related: relatedOf(use, place),
    });
  }
}

/** Liveness by a text search. */
export const checkScriptProcessGrep = defineRule({
  id: 'check-script/process-grep',
  severity: 'warning',
  scope: 'node',
  docs: {
    summary: 'A check that searches the output of ps, ss or netstat for a name',
    why: 'The search finds more than the service, itself included, and a process that is there need not answer.',
    references: ['pgrep(1)', 'ss(8): -p', 'acassen/keepalived#1152', 'acassen/keepalived#1290'],
  },
  bad: [
    {
      caption: 'grep finds itself',
      at: 'lb1/check.sh:2:5',
      files: checkedBy('#!/bin/sh\nn=$(ps aux | grep nginx | wc -l)\n[ "$n" -gt 0 ] || exit 1\n'),
    },
    {
      caption: 'Only root sees the names',
      at: 'lb1/check.sh:2:4',
      files: checkedBy('#!/bin/sh\nn=`ss -anpt | grep nginx | wc -l`\n[ "$n" -gt 0 ] || exit 1\n'),
    },
  ],
  good: [
    { files: checkedBy('#!/bin/sh\nexec /usr/bin/pgrep -x nginx >/dev/null\n') },
    { caption: 'A port is no name', files: checkedBy("#!/bin/sh\nss -lnt | grep -q ':80 '\n") },
  ],
  on: {
    node: (node: NodeModel, context) => {
      for (const use of checksOf(node)) check(use, context);
    },
  },
});
