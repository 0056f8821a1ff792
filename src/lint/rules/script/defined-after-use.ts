import { placeOf, type Statement } from '../../../../grammar/configuration.ts';
import type { Fix } from '../../../diagnostics/diagnostic.ts';
import type { NodeModel, TrackedDefinition } from '../../../model/node.ts';
import { defineRule, type RuleContext } from '../../rule.ts';
import { definedBy, type Reference, referencesOf, trackedIn } from './tracking.ts';

/** The block at the top level that a statement is in. */
function topLevel(statement: Statement): Statement {
  let top = statement;
  while (top.parent.owner !== undefined) top = top.parent.owner;
  return top;
}

/** The lines of a block, when it has them for itself. */
function linesOf(statement: Statement) {
  const { source, span } = placeOf(statement);
  const close = statement.block?.close;
  if (close === undefined || close.source !== source) return undefined;
  const first = source.lineSpan(source.lineIndex(span.start) + 1);
  const last = source.lineSpan(source.lineIndex(close.span.start) + 1);
  const isAlone =
    source.slice({ start: first.start, end: span.start }).trim() === '' &&
    /^\s*([#!].*)?$/.test(source.slice({ start: close.span.end, end: last.end }));
  const newline = source.text.indexOf('\n', last.end);
  if (!isAlone || newline === -1) return undefined;
  return { source, span: { start: first.start, end: newline + 1 } };
}

/** Moves the lines of the definition above the first block that uses it, where both are in one file. */
function moveUp(definition: TrackedDefinition, user: Statement): Fix | undefined {
  const lines = linesOf(definition.statement);
  const target = placeOf(user);
  if (lines === undefined || target.source !== lines.source) return undefined;
  const line = lines.source.lineSpan(lines.source.lineIndex(target.span.start) + 1);
  if (lines.source.slice({ start: line.start, end: target.span.start }).trim() !== '') return undefined;
  const at = { source: lines.source, span: { start: line.start, end: line.start } };
  return {
    title: `Move ${definedBy[definition.kind]} ${definition.name} up`,
    safety: 'safe',
    edits: [
      { place: at, text: `${lines.source.slice(lines.span)}\n` },
      { place: lines, text: '' },
    ],
  };
}

function report(definition: TrackedDefinition, references: readonly Reference[], context: RuleContext): void {
  const [first] = references;
  const { tracked, owner } = first!;
  const fix = moveUp(definition, topLevel(tracked.statement));
  const word = `${definedBy[definition.kind]} ${definition.name}`;
  context.report({
    place: tracked.place,
    message: `${trackedIn[tracked.kind]} of ${owner} names ${tracked.name}, which is defined only further down`,
    label: 'not known yet at this point',
    help: `Move ${word} above ${owner}`,
    related: [
      { place: placeOf(definition.statement, definition.statement.words[1]), message: 'defined here' },
      ...references
        .slice(1)
        .map((one) => ({ place: one.tracked.place, message: `too early for ${one.owner} as well` })),
    ],
    ...(fix === undefined ? {} : { fixes: [fix] }),
  });
}

function check(node: NodeModel, context: RuleContext): void {
  const late = new Map<TrackedDefinition, Reference[]>();
  for (const reference of referencesOf(node)) {
    const { definition, dropped } = reference.tracked;
    if (dropped !== 'defined-later' || definition === undefined) continue;
    late.set(definition, [...(late.get(definition) ?? []), reference]);
  }
  for (const [definition, references] of late) report(definition, references, context);
}

const script = `vrrp_script chk_nginx {
    script "/usr/bin/pgrep -x nginx"
    interval 2
    fall 2
    rise 2
}
`;
const instance = `vrrp_instance VI_1 {
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

/** A definition that stands below the block that tracks it. */
export const scriptDefinedAfterUse = defineRule({
  id: 'script/defined-after-use',
  severity: 'error',
  scope: 'node',
  fix: 'safe',
  docs: {
    summary: 'A vrrp_script, track_file, vrrp_track_process or bfd_instance below the block that tracks it',
    why: 'keepalived looks the name up while it reads the list, does not find it and goes on without the check: the node keeps the VIP while the service is down.',
    references: [
      'keepalived vrrp/vrrp_track.c: alloc_track_script',
      'keepalived vrrp/vrrp_parser.c: vrrp_track_scr_handler',
    ],
  },
  bad: [{ caption: 'The instance first, the script below it', at: '11:9', files: `${instance}\n${script}` }],
  good: [{ files: `${script}\n${instance}` }],
  on: { node: check },
});
