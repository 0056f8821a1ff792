import type { Edit } from '../../../diagnostics/diagnostic.ts';
import type { NodeModel } from '../../../model/node.ts';
import { defineRule, type RuleContext } from '../../rule.ts';
import { listed } from '../cluster/members.ts';
import { type Untidiness, untidiness } from './layout-edits.ts';
import { isStructureClear, type Layout, layoutsOf } from './lines.ts';

/** Longer files are written by programs, and read by programs: layout is of no use there, and takes time. */
const LARGE = 128 * 1024;

/** How each kind of untidiness is called, for one and for several. */
const names: Readonly<Record<Untidiness['kind'], (count: number) => string>> = {
  indentation: (count) => `${lines(count)} not indented like the rest of the block`,
  brace: (count) =>
    count === 1
      ? 'a brace glued to its neighbour or on the next line'
      : `${count} braces glued to their neighbours or on the next line`,
  'trailing-blank': (count) => `${lines(count)} ending in blanks`,
  'last-line': () => 'no end of line behind the last one',
};

function lines(count: number): string {
  return count === 1 ? 'a line' : `${count} lines`;
}

function inOrder(found: readonly Untidiness[]): Edit[] {
  return found
    .flatMap(({ edits }) => edits)
    .sort((one, other) => one.place.span.start - other.place.span.start);
}

function check(layout: Layout, isClear: boolean, context: RuleContext): void {
  const found = untidiness(layout, isClear);
  // The end of the last line alone is nothing to speak of.
  if (found.every(({ kind }) => kind === 'last-line')) return;
  const first = found
    .flatMap(({ spans }) => spans)
    .reduce((one, other) => (other.start < one.start ? other : one));
  const [main] = found;
  context.report({
    place: { source: layout.source, span: first },
    message: `Untidy layout: ${listed(found.map(({ kind, spans }) => names[kind](spans.length)))}`,
    ...(main?.kind === 'indentation' || main?.kind === 'brace'
      ? {}
      : { why: 'keepalived does not mind; comparing versions of the file gets harder.' }),
    label: 'the first of them',
    help: 'hacfg lint --fix tidies the file up',
    fixes: [{ title: 'Tidy up the layout', safety: 'safe', edits: inOrder(found) }],
  });
}

const tidy = `global_defs {
    router_id lb1
}

vrrp_instance VI_1 {
    state BACKUP
    interface eth0
    virtual_router_id 51
    priority 100
    advert_int 1
    virtual_ipaddress {
        192.0.2.100/24
    }
}
`;

/** Files that are hard to read. */
export const styleLayout = defineRule({
  id: 'style/layout',
  severity: 'info',
  scope: 'node',
  fix: 'safe',
  docs: {
    summary: 'Indentation that does not show the blocks, glued braces, blanks at the end of lines',
    why: 'keepalived does not mind, but people do: where the indentation does not show the blocks, a brace too many or too few is hard to see.',
    references: ['keepalived lib/parser.c: read_line'],
  },
  bad: [
    {
      caption: 'One block, four depths',
      at: '5:19',
      files: tidy
        .replace('VI_1 {', 'VI_1{')
        .replace('    state', 'state')
        .replace('    interface', '  interface')
        .replace('    priority', '      priority'),
    },
    { caption: 'Blanks at the end', at: '2:18', files: tidy.replace('lb1', 'lb1  ') },
  ],
  good: [
    { files: tidy },
    { caption: 'Any depth will do, as long as it is the same', files: tidy.replaceAll(/^ {4}/gm, '\t') },
  ],
  on: {
    node: (node: NodeModel, context) => {
      // The walk over the lines serves all files, so a large one is no time for it.
      if (node.configuration.sources.some(({ text }) => text.length > LARGE)) return;
      const isClear = isStructureClear(node);
      for (const layout of layoutsOf(node)) check(layout, isClear, context);
    },
  },
});
