import { type Block, keywordOf, placeOf, type Statement, textOf } from '../../../../grammar/configuration.ts';
import type { BadArgument, BadEntry } from '../../../../grammar/problems.ts';
import type { Place } from '../../../../grammar/source.ts';
import { blockTable, compareReleases, isKnownIn, NEWEST } from '../../../../grammar/vocabulary/index.ts';
import type { KeywordSpec, ReleaseName } from '../../../../grammar/vocabulary/types.ts';
import type { NodeModel } from '../../../model/node.ts';
import { defineRule, type RuleContext } from '../../rule.ts';
import { cascadeOf, inBlock, misreads, nameOfBlock } from '../syntax/naming.ts';
import { keywordTooNewExamples } from './keyword-too-new-examples.ts';
import { usesOf } from './uses.ts';

/** First release that says a word of unknown keywords. */
const UNKNOWN_REPORTED_SINCE = '1.2.20';

/** `2.4.0`, or what comes after the newest release. */
export function releaseName(release: ReleaseName): string {
  return release === 'next' ? `the release after ${NEWEST}` : release;
}

class Search {
  private readonly release: ReleaseName;
  private readonly context: RuleContext;
  /** A keyword stands in thousands of blocks; its release is compared once. */
  private readonly known = new Map<KeywordSpec, boolean>();
  private readonly node: NodeModel;

  constructor(node: NodeModel, context: RuleContext) {
    this.node = node;
    this.context = context;
    this.release = context.target ?? NEWEST;
  }

  block(block: Block): void {
    for (const statement of block.statements) {
      const { spec } = statement;
      // What stands in a block that is not known is not worth a word of its own.
      if (spec !== undefined && !this.isKnown(spec)) this.report(statement, spec);
      else if (statement.block !== undefined && statement.block.statements !== block.statements)
        this.block(statement.block);
    }
  }

  private isKnown(spec: KeywordSpec): boolean {
    let known = this.known.get(spec);
    if (known === undefined) {
      known = compareReleases(this.release, spec.since) >= 0;
      this.known.set(spec, known);
    }
    return known;
  }

  private report(statement: Statement, spec: KeywordSpec): void {
    const keyword = keywordOf(statement);
    const place = placeOf(statement);
    const cascade = this.misread(statement);
    const instead = this.sameSetting(statement, keyword);
    const isReported = compareReleases(this.release, UNKNOWN_REPORTED_SINCE) >= 0;
    this.context.report({
      place,
      ...(isReported ? {} : { severity: 'warning' as const }),
      message: `keepalived ${this.release} does not know ${keyword} ${inBlock(statement.parent)}: it came with ${releaseName(spec.since)}${misreads(cascade, place)}`,
      ...(cascade.length === 0
        ? {}
        : {
            why: `keepalived skips the word, not its block: the lines inside count as lines of ${nameOfBlock(statement.parent)}, and its } closes that too early.`,
          }),
      label: `since ${releaseName(spec.since)}`,
      help:
        instead === undefined
          ? `Run keepalived ${releaseName(spec.since)} or newer, or remove ${keyword}`
          : `Write ${instead}, its older name`,
      related: [
        ...usesOf(statement, this.node.configuration.root).map((use) => ({
          place: use,
          message: 'finds nothing',
        })),
        ...cascadeOf(cascade),
      ],
    });
  }

  /** The lines that it misreads because the block is none to it. */
  private misread(statement: Statement): readonly Place[] {
    const found = this.node.configuration.problems.find(
      (problem) => problem.kind === 'foreign-block' && problem.statement === statement,
    );
    return found?.kind === 'foreign-block' ? found.cascade : [];
  }

  /** Another name of the setting that the release does know. */
  private sameSetting(statement: Statement, keyword: string): string | undefined {
    const table = blockTable(statement.parent.path)?.keywords ?? {};
    const names = Object.entries(table).filter(
      ([, spec]) => (spec.deprecated === keyword || spec.sameAs === keyword) && isKnownIn(this.release, spec),
    );
    return names[0]?.[0];
  }
}

/** Options of entries, and words out of a list of choices. */
function reportWord(problem: BadArgument | BadEntry, context: RuleContext): void {
  const { statement, value, knownSince: since } = problem;
  if (since === undefined) return;
  const release = context.target ?? NEWEST;
  const keyword = textOf(statement.words[0]!);
  const isOption = problem.fault === 'unknown-option';
  const isLost = problem.kind === 'bad-entry' && problem.dropsEntry;
  // Lists of what is tracked had words passed over before 2.0.18, and lose the whole entry since.
  const isPassedOver =
    isOption && !isLost && statement.parent.owner?.spec?.list?.startsWith('track_') === true;
  context.report({
    place: problem.place,
    ...(isPassedOver ? { severity: 'warning' as const } : {}),
    message: `keepalived ${release} does not know ${isOption ? 'the option ' : ''}${value} of ${keyword} ${inBlock(statement.parent)}: it came with ${releaseName(since)}`,
    why: isLost
      ? `keepalived reports it and leaves out the whole entry ${keyword}.`
      : isPassedOver
        ? 'keepalived passes over it without a message.'
        : `keepalived reports it and goes on without ${isOption ? 'the option' : keyword}.`,
    label: `since ${releaseName(since)}`,
    help: `Run keepalived ${releaseName(since)} or newer, or remove ${value}`,
  });
}

/** What the release that is to read the file is too old for. */
export const versionKeywordTooNew = defineRule({
  id: 'version/keyword-too-new',
  severity: 'error',
  scope: 'node',
  docs: {
    summary: 'A keyword, option or value that the chosen release of keepalived does not know yet',
    why: 'keepalived reports the word and goes on without the setting: the file works where it was written, and does something else on the older host.',
    references: ['keepalived lib/parser.c: process_stream', 'keepalived ChangeLog'],
  },
  ...keywordTooNewExamples,
  on: {
    node: (node: NodeModel, context) => new Search(node, context).block(node.configuration.root),
    problem: {
      'bad-argument': (problem, _node, context) => reportWord(problem, context),
      'bad-entry': (problem, _node, context) => reportWord(problem, context),
    },
  },
});
