import type { FileFault, FileFaultKind } from '../bundle/fault.ts';
import type { HostFile, HostFileKind, HostFiles } from '../bundle/host-file.ts';
import { contentOf, type ParsedKind } from '../bundle/parsers.ts';
import type { Finding, Fix } from '../diagnostics/diagnostic.ts';
import type { RuleContext, RuleHooks } from './rule.ts';
import { isOnTemplateLine } from './words.ts';

/*
 * What is wrong with a line of a host's file, in words. The readers of the files find it; the rules of each group
 * report it.
 */

/** What a fault is called, and what comes of it. */
interface Wording {
  /** Behind the file's name; `line` is the whole line. */
  readonly message: (detail: string, line: string) => string;
  readonly why: string;
  readonly help: (detail: string, line: string) => string;
  readonly severity?: Finding['severity'];
}

const skippedLine = 'The line is skipped with a message in the log, and the rest of the file is read.';
const badInterface = 'The interface comes up without this address, or not at all.';
const refusedInterfaces =
  'ifup refuses the whole file for it: after the next boot no interface comes up, and the host is gone from the network.';

const wordings: Readonly<Record<FileFaultKind, Wording>> = {
  'sysctl-no-equals': {
    message: (line) => `sysctl line "${line}" has no "="`,
    why: skippedLine,
    help: (line) => line.replace(/[\s:]+/, ' = ').replace(/^(\S+)$/, '$1 = VALUE'),
  },
  'sysctl-no-key': {
    message: () => 'sysctl line begins with "="',
    why: skippedLine,
    help: () => 'net.ipv4.ip_forward = 1, as an example of a line',
  },
  'sysctl-no-value': {
    message: (line) => `sysctl line "${line}" has no value`,
    why: 'The kernel refuses an empty value, and the setting stays as it was.',
    help: (line) => `${line.replace(/\s*=\s*$/, '')} = VALUE`,
  },
  'sysctl-comment': {
    message: (value) => `A comment stands behind the value ${value}, and belongs to it`,
    why: 'In sysctl files a comment begins only at the beginning of a line. The kernel complains of the text behind the number; some releases refuse the setting.',
    help: (value) => `${value} alone, with the comment in a line of its own`,
    severity: 'info',
  },
  'sysctl-bad-value': {
    message: (range, line) => `sysctl line "${line}" does not set a number from ${range}`,
    why: 'The kernel refuses it, or does not know what it stands for.',
    help: (range, line) => `${line.replace(/\s*=.*/, '')} = N, a number from ${range}`,
  },
  'no-assignment': {
    message: (line) => `"${line}" assigns nothing: the line is not NAME=value`,
    why: 'Whoever reads the file runs the line as a command, or skips it; the setting that was meant is not there.',
    help: (line) => line.replace(/^(\w+)[\s:]+/, '$1='),
  },
  'blank-around-equals': {
    message: (line) => `"${line}" has a blank beside "="`,
    why: 'A shell reads this file: with a blank the line is a command with arguments, and the setting stays empty.',
    help: (line) => line.replace(/\s*=\s*/, '='),
  },
  'open-quote': {
    message: (text) => `The quote in ${text} is not closed`,
    why: 'A shell reads on to the next quote, so that the lines behind it belong to the value.',
    help: (text) => `${text}${text.charAt(0)}`,
  },
  'ini-line': {
    message: (line) => `"${line}" is neither a [section] nor key=value`,
    why: skippedLine,
    help: (line) =>
      line.startsWith('[')
        ? `${line}]`
        : /^[\w-]+[ \t:]+\S/.test(line)
          ? line.replace(/[ \t:]+/, '=')
          : 'Write it as key=value, or begin it with # if it is a remark',
  },
  'ini-no-section': {
    message: (key) => `${key} stands before the first [section]`,
    why: skippedLine,
    help: (key) => `${sectionOf(key)} on a line above it`,
  },
  'bad-address': {
    message: (text) => `${text} is no IP address`,
    why: badInterface,
    help: () => 'An address such as 192.0.2.11, with the prefix length where it belongs',
  },
  'bad-prefix': {
    message: (text) => `${text} is no prefix length: 0 to 32, for IPv6 0 to 128`,
    why: badInterface,
    help: () => '24 for a netmask of 255.255.255.0',
  },
  'bad-netmask': {
    message: (text) => `${text} is no netmask: its bits must be ones first, then zeros`,
    why: badInterface,
    help: () => '255.255.255.0, or 255.255.255.255 for a single address',
  },
  'no-prefix': {
    message: (text) => `${text} has no prefix length, which netplan wants`,
    why: 'netplan refuses the file, and with it all interfaces of the host.',
    help: (text) => `${text}/${text.includes(':') ? 64 : 24}`,
  },
  'stray-option': {
    message: (word) => `"${word}" stands outside of any iface or mapping`,
    why: refusedInterfaces,
    help: () => 'Put it under its iface line, behind auto and allow-hotplug, or take it out',
  },
  'empty-option': {
    message: (word) => `"${word}" has no value`,
    why: refusedInterfaces,
    help: (word) => `${word} VALUE, or take the line out`,
  },
  yaml: {
    message: (detail) => `This YAML cannot be read: ${detail}`,
    why: 'The program that the file is for refuses all of it.',
    help: () => 'Indent by blanks, two for each step, and close every bracket and quote',
  },
  'yaml-shape': {
    message: (key) => `${key} is missing at the top of this file`,
    why: 'netplan refuses the file, and with it all interfaces of the host.',
    help: (key) => key,
  },
  xml: {
    message: (detail) => `This XML cannot be read: ${detail}`,
    why: 'firewalld leaves the file aside, and goes on with what it brings along or does not start.',
    help: () => 'Close every element: <service name="ssh"/>',
  },
  'firewall-word': {
    message: (text) => `"${text}" is not understood here`,
    why: 'The whole file is refused, and the host keeps the filter that it has, or none.',
    help: () => 'Take it out, or close the brackets around it',
  },
  'unknown-keyword': {
    message: (text) => `"${text}" is not known here`,
    why: skippedLine,
    help: () => 'Correct it or take it out',
  },
};

/** Where the options of a unit stand (systemd.unit(5), systemd.service(5)); others stand in sections of other files. */
const sections: readonly (readonly [RegExp, string])[] = [
  [
    /^(?:Exec\w*|Restart\w*|Type|User|Group|Environment\w*|PIDFile|Kill\w+|Timeout\w+|Limit\w+)$/,
    '[Service]',
  ],
  [/^(?:After|Before|Wants|Requires|Requisite|BindsTo|PartOf|Conflicts|Description|Condition\w+)$/, '[Unit]'],
  [/^(?:WantedBy|RequiredBy|Also|Alias)$/, '[Install]'],
];

function sectionOf(key: string): string {
  return sections.find(([pattern]) => pattern.test(key))?.[1] ?? 'The [section] it belongs to';
}

/** What a rule takes on: kinds of files, and how grave their faults are. */
export interface FaultScope {
  readonly kinds: readonly HostFileKind[];
  readonly severityOf?: (fault: FileFault, kind: HostFileKind) => Finding['severity'];
}

/** The hooks of a rule that reports the faults of some kinds of files, on nodes and on real servers. */
export function faultHooks(scope: FaultScope): RuleHooks {
  const check = (files: HostFiles, context: RuleContext) => {
    for (const file of files.all) {
      if (!scope.kinds.includes(file.kind)) continue;
      for (const fault of faultsIn(file)) {
        // A template is filled in before anybody reads it.
        if (!isOnTemplateLine(fault.place)) context.report(findingOf(fault, file, scope));
      }
    }
  };
  return {
    files: (files, _node, context) => check(files, context),
    realServer: ({ files }, context) => check(files, context),
  };
}

function faultsIn(file: HostFile): readonly FileFault[] {
  const content = contentOf(file as HostFile<ParsedKind>);
  return content !== undefined && 'faults' in content ? content.faults : [];
}

function findingOf(fault: FileFault, file: HostFile, { severityOf }: FaultScope): Finding {
  const wording = wordings[fault.kind];
  const { source, span } = fault.place;
  const line = source.slice(source.lineSpan(source.position(span.start).line)).trim();
  const severity = wording.severity ?? severityOf?.(fault, file.kind);
  return {
    place: fault.place,
    ...(severity === undefined ? {} : { severity }),
    message: wording.message(fault.detail, line),
    why: wording.why,
    help: wording.help(fault.detail, line),
    fixes: fixesOf(fault),
  };
}

/** Mends what can be meant in one way only. */
function fixesOf({ kind, place, detail }: FileFault): Fix[] {
  const { source, span } = place;
  if (kind === 'sysctl-comment') {
    const line = source.lineSpan(source.position(span.start).line);
    const before = source.text.slice(line.start, span.start).trimEnd();
    const whole = source.origin(line);
    return [
      {
        title: 'Move the comment to a line of its own',
        safety: 'safe',
        edits: [{ place: whole, text: `${source.slice(span)}\n${before}` }],
      },
    ];
  }
  if (kind !== 'blank-around-equals' || /["'$`]/.test(detail)) return [];
  const text = detail.replace(/\s*=\s*/, '=');
  return [{ title: 'Take the blank out', safety: 'safe', edits: [{ place, text }] }];
}
