import type { SourceText } from '../../../../grammar/source.ts';
import type { NodeModel } from '../../../model/node.ts';
import type { RuleContext } from '../../rule.ts';
import { templateBracesIn } from '../../words.ts';
import { cascadeAt, cascadeOf, misreads } from './naming.ts';

const openings = ['{{', '{%', '<%'];
const BRACES = /\{\{|\{%|<%/g;

/** Reports every line with the braces of a template. */
export function templateBraces(node: NodeModel, context: RuleContext): void {
  for (const source of node.configuration.sources) {
    if (!openings.some((opening) => source.text.includes(opening))) continue;
    let lineEnd = -1;
    for (const match of source.text.matchAll(BRACES)) {
      if (match.index < lineEnd) continue;
      lineEnd = source.lineEnd(match.index);
      const start = source.text.lastIndexOf('\n', match.index) + 1;
      const at = templateBracesIn(source.text.slice(start, lineEnd));
      if (at !== -1) reportBraces(source, start + at, lineEnd, node, context);
    }
  }
}

function reportBraces(
  source: SourceText,
  start: number,
  lineEnd: number,
  node: NodeModel,
  context: RuleContext,
): void {
  const rest = source.text.slice(start, lineEnd);
  const written = /^(?:\{\{.*?\}\}|\{%.*?%\}|<%.*?%>)/.exec(rest)?.[0] ?? rest.trimEnd();
  const place = { source, span: { start, end: start + written.length } };
  const cascade = cascadeAt(place, node);
  context.report({
    place,
    message: `${written} is left over from a template${misreads(cascade, place)}`,
    help: 'Render the template, or write the value here',
    label: 'never filled in',
    related: cascadeOf(cascade),
  });
}
