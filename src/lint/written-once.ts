import { type Block, type Configuration, placeOfLine, spanOf } from '../../grammar/configuration.ts';
import type { Place, Span } from '../../grammar/source.ts';
import type { Edit } from '../diagnostics/diagnostic.ts';
import { getOrAdd } from './get-or-add.ts';

/** What a line of a file became when it was expanded: one statement of the configuration. */
interface Region {
  readonly span: Span;
  /** Parts of it that stand for other text, such as `$NAME`. */
  readonly substituted: readonly Span[];
}

/**
 * Which edits of one node's files mean what they say. Text that came out of a definition or a loop is not in the
 * file: the place it leads back to is a `$NAME`, or a line that stands for many. An edit there would change something
 * else, or more, than the finding is about; so would one in a file that is read in several places.
 */
export class WrittenOnce {
  private readonly configuration: Configuration;
  private regionsByPath: Map<string, Region[]> | undefined;
  private readTwice: ReadonlySet<string> | undefined;
  /** By path: whether anything in a file may stand for something else. */
  private readonly mayStand = new Map<string, boolean>();

  constructor(configuration: Configuration) {
    this.configuration = configuration;
  }

  /** @param edit of a file that the configuration reads, and of text that was written there */
  allows({ place }: Edit): boolean {
    const { source, span } = place;
    this.readTwice ??= filesReadTwice(this.configuration);
    if (this.readTwice.has(source.path)) return false;
    if (!getOrAdd(this.mayStand, source.path, () => /\$|~(?:SEQ|LST)/.test(source.text))) return true;
    this.regionsByPath ??= regionsOf(this.configuration);
    const regions = this.regionsByPath.get(source.path) ?? [];
    const touched = regions.filter((region) => overlaps(region.span, span));
    return touched.every((region) => allowsIn(region, regions, span));
  }
}

function allowsIn(region: Region, regions: readonly Region[], span: Span): boolean {
  if (regions.some((other) => other !== region && overlaps(other.span, region.span))) return false;
  if (span.start <= region.span.start && span.end >= region.span.end) return true;
  return !region.substituted.some((part) => overlaps(part, span));
}

/** Whether two spans share a character, or an empty one lies within the other. */
function overlaps(a: Span, b: Span): boolean {
  return a.start < b.end && b.start < a.end;
}

function regionsOf({ root }: Configuration): Map<string, Region[]> {
  const regions = new Map<string, Region[]>();
  const visit = (block: Block): void => {
    for (const statement of block.statements) {
      const { source, words } = statement;
      if (source.isExpanded) {
        const place = placeOfLine(statement);
        const substituted = words
          .map(spanOf)
          .filter((span) => !source.isCopied(span))
          .map((span) => source.origin(span).span);
        add(regions, place, { span: place.span, substituted });
      }
      if (statement.block !== undefined) visit(statement.block);
    }
  };
  visit(root);
  return regions;
}

function add(regions: Map<string, Region[]>, { source }: Place, region: Region): void {
  const known = regions.get(source.path);
  if (known === undefined) regions.set(source.path, [region]);
  else known.push(region);
}

function filesReadTwice({ inclusions, sources }: Configuration): ReadonlySet<string> {
  const seen = new Set([sources[0]!.path]);
  const twice = new Set<string>();
  for (const path of inclusions.flatMap(({ files }) => files)) {
    if (seen.has(path)) twice.add(path);
    seen.add(path);
  }
  return twice;
}
