import type { Place } from '../../../../grammar/source.ts';
import type { ShellCommand } from '../../../bundle/shell/script.ts';
import type { NodeModel, ScriptUse } from '../../../model/node.ts';
import { defineRule, type RuleContext } from '../../rule.ts';
import { plain, webProbe } from './probes.ts';
import { isLeftOut, portSearchIn, type Search, searchIn } from './process-search.ts';
import { checkedBy, checkedNode } from './sample.ts';
import { isSignalZero } from './services.ts';
import { between, checksOf, hasOption, nameOfUse, operandOf, relatedOf, written } from './uses.ts';

/** What reads as a sign of life, and is none. */
interface Sign {
  readonly place: Place;
  readonly message: string;
  readonly why: string;
  readonly label: string;
  readonly help: string;
  readonly severity?: 'info';
}

function signOf(command: ShellCommand, use: ScriptUse): Sign | undefined {
  return searchSign(searchIn(command), use) ?? portSign(command, use) ?? fullCommandSign(command, use);
}

function searchSign(search: Search | undefined, use: ScriptUse): Sign | undefined {
  if (search === undefined) return undefined;
  const place = between(search.list, search.grep);
  const { process } = search;
  return {
    place,
    ...(search.pattern.startsWith('[') ? { severity: 'info' } : {}),
    message: `${nameOfUse(use)} takes a line of \`${written(place)}\` for a sign of life`,
    why: reasonFor(search, use),
    label: `also finds what only mentions ${process}`,
    help: instead(process),
  };
}

function instead(process: string): string {
  // A pattern, `tcp.*5432.*postgres`, names no process.
  if (!plain.test(process)) return `${webProbe}; or pgrep -x NAME of the process`;
  return `pgrep -x ${process}, systemctl is-active --quiet ${process}, or better a request: ${webProbe}`;
}

function reasonFor({ list, pattern, process, grep }: Search, use: ScriptUse): string {
  if (list.program !== 'ps') {
    return `${list.program} shows the names of processes to root alone: as another user the count is 0 on a healthy node. As root it finds every process and connection whose line holds "${process}", and nothing of whether the service answers.`;
  }
  const itself = pattern.startsWith('[') || isLeftOut(grep) ? '' : `${grep.program} finds itself; `;
  const own = use.name.includes(process) ? `this script, ${use.name}, is found by its name; ` : '';
  return `${itself}${own}so is whatever else has "${process}" in its command line, such as an editor or a log viewer: the service looks alive when it is dead.`.replace(
    /^so is/,
    'It finds',
  );
}

/** `ss -lnt | grep 80`: 8080 is found as well. */
function portSign(command: ShellCommand, use: ScriptUse): Sign | undefined {
  const found = portSearchIn(command);
  if (found === undefined) return undefined;
  const place = between(found.list, command);
  const { port, isBare } = found;
  return {
    place,
    ...(isBare ? {} : { severity: 'info' }),
    message: `${nameOfUse(use)} takes every line of \`${written(place)}\` with ${isBare ? port : `:${port}`} in it for port ${port}`,
    why: `${isBare ? `A queue length, an address, a process id with ${port} in it, and port ${port}80 match` : `Port ${port}80 matches`} too: the service looks alive when it is dead.`,
    label: `also finds ${isBare ? '' : ':'}${port}80`,
    help: `${found.list.program === 'ss' ? `[ -n "$(ss -Hlnt 'sport = :${port}')" ]` : `grep -q ':${port} '`}, or better a request: ${webProbe}`,
  };
}

/** `pgrep -f nginx` in a script called check_nginx.sh. */
function fullCommandSign(command: ShellCommand, use: ScriptUse): Sign | undefined {
  const isProbe = command.program === 'pgrep' || (command.program === 'pkill' && isSignalZero(command));
  const pattern = operandOf(command);
  if (!isProbe || pattern === undefined || use.file === undefined || !hasOption(command, 'f', '--full'))
    return undefined;
  if (!use.name.includes(pattern)) return undefined;
  return {
    place: command.place,
    message: `${nameOfUse(use)} finds itself with \`${written(command.place)}\``,
    why: `-f compares whole command lines, and that of the shell which runs ${use.name} has "${pattern}" in it: the service looks alive when it is dead.`,
    label: 'always finds this script',
    help: instead(pattern),
  };
}

function check(use: ScriptUse, context: RuleContext): void {
  for (const command of use.commands) {
    const sign = signOf(command, use);
    if (sign !== undefined) context.report({ ...sign, related: relatedOf(use, sign.place) });
  }
}

/** Liveness by a text search. */
export const checkScriptProcessGrep = defineRule({
  id: 'check-script/process-grep',
  severity: 'warning',
  scope: 'node',
  about: 'scripts',
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
    {
      caption: '8080 will do as well',
      at: 'lb1/check.sh:2:1',
      files: checkedBy('#!/bin/sh\nss -lnt | grep -q 80\n'),
    },
    {
      caption: 'The script has the name in its own command line',
      at: 'lb1/check_nginx.sh:2:1',
      files: {
        'lb1/keepalived.conf': checkedNode({ command: '"/etc/keepalived/check_nginx.sh"' }),
        'lb1/check_nginx.sh': '#!/bin/sh\npgrep -f nginx >/dev/null\n',
      },
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
