import { argumentOf, keywordOf, placeOf, type Statement } from '../../../../grammar/configuration.ts';
import { nearest } from '../../../../grammar/did-you-mean.ts';
import type { Related } from '../../../diagnostics/diagnostic.ts';
import type { NodeModel } from '../../../model/node.ts';
import { defineRule, type RuleContext } from '../../rule.ts';
import { isFrom } from '../vrrp/settings.ts';
import { atEnd, nameOfChecker, settings } from './checkers.ts';
import { type Definitions, definitionsOf, type Kind, kinds } from './definitions.ts';
import { checker as sample } from './sample.ts';

function reportUnnamed(checker: Statement, kind: Kind, context: RuleContext): void {
  context.report({
    place: placeOf(checker),
    message: `${nameOfChecker(checker)} does not say which ${kind.defined} it follows`,
    label: `no ${kind.keyword}`,
    help: `${kind.keyword} NAME`,
    related: atEnd(checker, `ends without ${kind.keyword}`),
  });
}

function reportUnknown(
  name: Statement,
  checker: Statement,
  kind: Kind,
  found: Found,
  context: RuleContext,
): void {
  const text = argumentOf(name) ?? '';
  const { definition, meant } = found;
  const related: Related[] =
    definition === undefined
      ? []
      : [{ place: placeOf(definition, definition.words[1]), message: 'defined here' }];
  const isLate = definition !== undefined && meant === undefined;
  context.report({
    place: placeOf(name, name.words[1]),
    message: isLate
      ? `${kind.defined} ${text} is defined below ${nameOfChecker(checker)}, which follows it`
      : `${nameOfChecker(checker)} follows ${kind.defined} ${text}, which is not defined`,
    label: isLate ? 'not known yet' : meant === undefined ? 'no such name' : `did you mean ${meant}?`,
    help: isLate
      ? `Move ${kind.defined} ${text} above the virtual server`
      : meant === undefined
        ? `${kind.defined} ${text} { ... } above the virtual server`
        : `${kind.keyword} ${meant}`,
    related: [...related, ...atEnd(checker, 'removed here')],
  });
}

/** A definition that does not serve, and the name that was probably meant. */
interface Found {
  readonly definition: Statement | undefined;
  readonly meant: string | undefined;
}

function reportTwice(name: Statement, checker: Statement, first: Statement, context: RuleContext): void {
  context.report({
    place: placeOf(name, name.words[1]),
    message: `${nameOfChecker(checker)} follows bfd_instance ${argumentOf(name)} a second time`,
    why: 'keepalived removes the second checker; the first one stays.',
    label: 'followed already',
    help: `Remove this ${keywordOf(checker)}`,
    related: [{ place: placeOf(first), message: 'the first' }, ...atEnd(checker, 'removed here')],
  });
}

function checkNames(
  checker: Statement,
  kind: Kind,
  definitions: Definitions,
  context: RuleContext,
): string | undefined {
  const names = settings(checker.block, kind.keyword).filter((one) => one.words.length > 1);
  if (names.length === 0) reportUnnamed(checker, kind, context);
  const known = definitions.byName.get(kind.defined)!;
  const service = checker.parent.owner?.parent.owner;
  const limit = (service && definitions.position.get(service)) ?? Number.POSITIVE_INFINITY;
  let followed: string | undefined;
  for (const name of names) {
    const text = argumentOf(name)!;
    const definition = known.get(text);
    if (definition !== undefined && (definitions.position.get(definition) ?? 0) < limit) {
      followed ??= text;
      continue;
    }
    const meant = definition === undefined ? nearest(text, [...known.keys()], 1)[0] : undefined;
    const other = meant === undefined ? definition : known.get(meant);
    reportUnknown(name, checker, kind, { definition: other, meant }, context);
  }
  return followed;
}

/** The checkers of one real server. */
function checkServer(checkers: readonly Statement[], definitions: Definitions, context: RuleContext): void {
  const seen = new Map<string, Statement>();
  for (const checker of checkers) {
    const kind = kinds.get(keywordOf(checker))!;
    if (!isFrom(context, kind.since)) continue;
    const followed = checkNames(checker, kind, definitions, context);
    if (followed === undefined || kind.defined !== 'bfd_instance') continue;
    const first = seen.get(followed);
    if (first === undefined) seen.set(followed, checker);
    else reportTwice(settings(checker.block, kind.keyword)[0]!, checker, first, context);
  }
}

function check(node: NodeModel, context: RuleContext): void {
  let definitions: Definitions | undefined;
  for (const { servers, strangers } of node.services.services) {
    for (const { references } of strangers.length === 0 ? servers : [...servers, ...strangers]) {
      if (references.length === 0) continue;
      definitions ??= definitionsOf(node);
      checkServer(references, definitions, context);
    }
  }
}

const session = 'bfd_instance leaf1 {\n    neighbor_ip 192.0.2.1\n    source_ip 192.0.2.11\n}\n\n';

/** Checkers that follow a BFD session or a file that is not there. */
export const healthCheckReference = defineRule({
  id: 'health-check/reference',
  severity: 'error',
  scope: 'node',
  about: 'services',
  docs: {
    summary: 'BFD_CHECK or FILE_CHECK without a definition above it to follow',
    why: 'keepalived removes the checker: the real server counts as up whatever becomes of it.',
    references: [
      'keepalived check/check_bfd.c: bfd_name_handler, bfd_check_end',
      'keepalived check/check_file.c: track_file_handler, file_end_handler',
    ],
  },
  bad: [
    {
      caption: 'A slip in the name',
      at: '13:18',
      files: sample('BFD_CHECK', ['name leaf2'], { before: session }),
    },
    { caption: 'No name', at: '7:9', files: sample('FILE_CHECK', []) },
  ],
  good: [{ files: sample('BFD_CHECK', ['name leaf1'], { before: session }) }],
  on: { node: check },
});
