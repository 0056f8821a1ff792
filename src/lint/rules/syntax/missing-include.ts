import { argumentOf, placeOf, textOf } from '../../../../grammar/configuration.ts';
import type { IncludeFault, MissingInclude } from '../../../../grammar/problems.ts';
import type { Severity } from '../../../diagnostics/diagnostic.ts';
import type { NodeModel } from '../../../model/node.ts';
import { defineRule, type RuleContext } from '../../rule.ts';

/** What the letters of includer, includem, ... and the words of include_check make an error (parser.c: check_include). */
const strictFaults: Readonly<Record<string, ReadonlySet<IncludeFault>>> = {
  r: new Set(['unreadable', 'not-a-file', 'executable']),
  m: new Set(['unreadable', 'not-a-file', 'executable', 'not-found']),
  w: new Set(['unreadable', 'not-a-file', 'executable', 'not-found', 'no-match']),
  b: new Set(['unreadable', 'not-a-file', 'executable', 'not-found', 'no-match']),
  a: new Set(['unreadable', 'not-a-file', 'executable', 'not-found', 'no-match']),
};

const checkWords: Readonly<Record<string, string>> = {
  readable: 'r',
  match: 'm',
  wildcard_match: 'w',
  brace_match: 'b',
};

const texts: Readonly<Record<IncludeFault, (pattern: string) => string>> = {
  'not-found': (pattern) => `${pattern} does not exist, and nothing is included`,
  'no-match': (pattern) => `no file matches ${pattern}, and nothing is included`,
  'not-a-file': (pattern) => `${pattern} is not a plain file, and keepalived does not read it`,
  executable: (pattern) => `${pattern} is executable, and keepalived does not read executable files`,
  unreadable: (pattern) => `${pattern} cannot be read`,
  'too-large': (pattern) => `${pattern} is too large to be looked at`,
};

const helps: Readonly<Partial<Record<IncludeFault, string>>> = {
  'not-found':
    'Correct the path; with includem in place of include keepalived stops when the file is missing',
  'no-match': 'Correct the pattern; with includew in place of include keepalived stops when nothing matches',
  executable: 'chmod a-x FILE',
  'not-a-file': 'To include the files of a folder, end the pattern in /*.conf',
};

function isStrict(problem: MissingInclude, node: NodeModel): boolean {
  const letter = problem.keyword.slice('include'.length);
  if (letter !== '') return strictFaults[letter]?.has(problem.fault) === true;
  const checks = node.all('global_defs').flatMap((globals) => globals.block?.statements ?? []);
  return checks.some((statement) => {
    if (textOf(statement.words[0]!) !== 'include_check' || !isAbove(placeOf(statement), problem))
      return false;
    const words =
      argumentOf(statement) === undefined
        ? []
        : statement.words.slice(1).map((word) => textOf(word).replace(/^\+/, ''));
    return words.some((word) => strictFaults[checkWords[word] ?? '']?.has(problem.fault) === true);
  });
}

function isAbove(place: MissingInclude['place'], problem: MissingInclude): boolean {
  return place.source !== problem.place.source || place.span.start < problem.place.span.start;
}

function severityOf(problem: MissingInclude, isAnError: boolean): Severity {
  if (isAnError) return 'error';
  // A conf.d without files is often meant.
  return problem.fault === 'no-match' && problem.folderExists ? 'info' : 'warning';
}

function report(problem: MissingInclude, node: NodeModel, context: RuleContext): void {
  const { place, pattern, fault, folderExists } = problem;
  const isAnError = isStrict(problem, node);
  const quoted = /^["'].*["']$/.test(pattern);
  const folder = fault === 'not-found' || fault === 'no-match' ? !folderExists : false;
  context.report({
    place,
    severity: severityOf(problem, isAnError),
    message: `${texts[fault](pattern)}${folder ? ': its folder is not there either' : ''}`,
    ...(isAnError ? { why: 'keepalived stops on it: the word asks for that.' } : {}),
    help: quoted
      ? 'Remove the quotes: they are taken for a part of the name'
      : (helps[fault] ?? 'Correct the path'),
    label: fault === 'not-found' || fault === 'no-match' ? 'found nothing' : 'not read',
  });
}

/** Includes that bring in nothing. */
export const syntaxMissingInclude = defineRule({
  id: 'syntax/missing-include',
  severity: 'warning',
  scope: 'node',
  docs: {
    summary: 'An include that names no readable file',
    why: 'keepalived prints one line, starts without that part of the configuration, and keepalived -t ends with exit code 0.',
    references: [
      'keepalived lib/parser.c: open_and_check_glob, check_include',
      'keepalived.conf(5), include',
    ],
  },
  bad: [
    {
      at: '1:1',
      files: `include /etc/keepalived/conf.d/no-such-site.conf

vrrp_instance VI_1 {
    state BACKUP
    interface eth0
    virtual_router_id 51
    priority 100
    virtual_ipaddress {
        192.0.2.100/24
    }
}
`,
    },
  ],
  good: [
    {
      files: `vrrp_instance VI_1 {
    state BACKUP
    interface eth0
    virtual_router_id 51
    priority 100
    virtual_ipaddress {
        192.0.2.100/24
    }
}
`,
    },
  ],
  on: { problem: { 'missing-include': report } },
});
