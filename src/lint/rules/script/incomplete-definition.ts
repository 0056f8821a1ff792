import { argumentOf, keywordOf, placeOf, type Statement } from '../../../../grammar/configuration.ts';
import { compareReleases, NEWEST } from '../../../../grammar/vocabulary/releases.ts';
import type { Known, NodeModel, TrackedDefinition } from '../../../model/node.ts';
import { defineRule, type RuleContext } from '../../rule.ts';
import { nameOfChecker, settings } from '../health-check/checkers.ts';
import { definedBy, type Reference, referencesOf } from './tracking.ts';

interface Need {
  /** The keyword without which the daemon drops the block. */
  readonly keyword: string;
  /** What it names. */
  readonly what: string;
  /** A line to type. */
  readonly example: string;
  /** First release that says so; the block was useless before it as well. */
  readonly since: string;
}

const needs: Readonly<Record<'script' | 'file' | 'process', Need>> = {
  script: { keyword: 'script', what: 'command', example: 'script "/usr/local/sbin/check"', since: '1.3.6' },
  file: { keyword: 'file', what: 'file', example: 'file "/run/keepalived/weight"', since: '2.0.0' },
  process: { keyword: 'process', what: 'process', example: 'process nginx', since: '2.0.17' },
};

function subjectOf(definition: Exclude<TrackedDefinition, { kind: 'bfd' }>): Known<string | undefined> {
  if (definition.kind === 'script') return definition.command;
  return definition.kind === 'file' ? definition.file : definition.process;
}

function isEmpty(known: Known<string | undefined>): boolean {
  return known.value === undefined || known.value.trim() === '';
}

function report(
  definition: Exclude<TrackedDefinition, { kind: 'bfd' }>,
  uses: readonly Reference[],
  checkers: readonly Statement[],
  isOfNoId: boolean,
  context: RuleContext,
): void {
  const { kind, name, statement } = definition;
  const need = needs[kind];
  const written = subjectOf(definition).statement;
  const users = [
    ...new Set([
      ...uses.map(({ owner }) => owner),
      ...checkers.map((use) => nameOfChecker(use.parent.owner!)),
    ]),
  ];
  // Where a keyword without its value stops the daemon, the rule about that has said so.
  if (written !== undefined && written.words.length === 1 && written.spec?.onMissing !== 'ok') return;
  const keyword = keywordOf(statement) === 'vrrp_track_file' ? 'vrrp_track_file' : definedBy[kind];
  const isElsewhere = isOfNoId && isConditional(definition);
  const isReported = compareReleases(context.target ?? NEWEST, need.since) >= 0;
  const close = statement.block?.close;
  context.report({
    place: placeOf(statement, statement.words[1]),
    ...(isReported && !isElsewhere
      ? {}
      : { severity: isElsewhere ? ('info' as const) : ('warning' as const) }),
    message: isElsewhere
      ? `${keyword} ${name} has no ${need.what} on a host whose config-id is none of those in front of its ${need.keyword} lines`
      : `${keyword} ${name} has no ${need.what}: ${written === undefined ? `there is no ${need.keyword} line in it` : `its ${need.keyword} is empty`}`,
    why:
      users.length === 0
        ? 'keepalived removes the block.'
        : `keepalived removes the block, and then ${users.join(' and ')} cannot find ${name}: nothing is checked.`,
    label: `no ${need.what}`,
    help: need.example,
    related: [
      ...(written === undefined ? [] : [{ place: placeOf(written), message: 'empty' }]),
      ...(close === undefined ? [] : [{ place: close, message: 'ends here' }]),
      ...uses.map(({ tracked }) => ({ place: tracked.place, message: 'finds no such name' })),
      ...checkers.flatMap((use) => [
        { place: placeOf(use, use.words[1]), message: 'finds no such name' },
        ...(use.parent.close === undefined ? [] : [{ place: use.parent.close, message: 'and is removed' }]),
      ]),
    ],
  });
}

/** Whether other hosts read the line that is missing here: `@lb1 script "/usr/local/sbin/check"`. */
function isConditional({
  kind,
  statement: { source, block },
}: Exclude<TrackedDefinition, { kind: 'bfd' }>): boolean {
  if (block?.close === undefined || block.close.source !== source) return false;
  const text = source.text.slice(block.open, block.close.span.start);
  return new RegExp(`^[ \\t]*@\\S+[ \\t]+${needs[kind].keyword}\\b`, 'm').test(text);
}

function check(node: NodeModel, context: RuleContext): void {
  const definitions = [...node.scripts, ...node.trackFiles, ...node.trackProcesses];
  for (const definition of definitions) {
    if (!isEmpty(subjectOf(definition))) continue;
    const uses = referencesOf(node).filter(({ tracked }) => tracked.definition === definition);
    const checkers = definition.kind === 'file' ? checkersOf(definition.name, node) : [];
    report(definition, uses, checkers, node.isOfNoId, context);
  }
}

/** The lines of FILE_CHECK blocks that name a track_file. */
function checkersOf(name: string, node: NodeModel): Statement[] {
  return node.services.services
    .flatMap(({ servers }) => servers.flatMap(({ references }) => references))
    .flatMap((checker) => settings(checker.block, 'track_file'))
    .filter((line) => argumentOf(line) === name);
}

/** The statement is the whole example but for one line. */
const node = (line: string) => `vrrp_script chk_nginx {
    interval 2
    fall 2
    rise 2
${line}}

vrrp_instance VI_1 {
    state BACKUP
    interface eth0
    virtual_router_id 51
    priority 100
    advert_int 1
    virtual_ipaddress {
        192.0.2.100/24
    }
    track_script {
        chk_nginx
    }
}
`;

/** Definitions without what they are about. */
export const scriptIncompleteDefinition = defineRule({
  id: 'script/incomplete-definition',
  severity: 'error',
  scope: 'node',
  docs: {
    summary: 'A vrrp_script without script, track_file without file or vrrp_track_process without process',
    why: 'keepalived removes the block, and whatever tracks it is not checked.',
    references: [
      'keepalived vrrp/vrrp_parser.c: vrrp_vscript_end_handler, vrrp_tprocess_end_handler',
      'keepalived trackers/track_file.c: track_file_end_handler',
    ],
  },
  bad: [{ caption: 'No command', at: '1:13', files: node('') }],
  good: [{ files: node('    script "/usr/bin/pgrep -x nginx"\n') }],
  on: { node: check },
});
