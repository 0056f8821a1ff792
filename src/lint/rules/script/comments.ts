import { keywordOf } from '../../../../grammar/configuration.ts';
import type { Place, SourceText } from '../../../../grammar/source.ts';
import type { NodeModel } from '../../../model/node.ts';

/** A line that is nothing but a comment, without its mark. */
interface CommentLine {
  readonly text: string;
  /** From the first word to the last. */
  readonly place: Place;
}

function* commentLines(source: SourceText): Generator<CommentLine> {
  for (let line = 1; line <= source.lineStarts.length; line++) {
    const span = source.lineSpan(line);
    const match = /^\s*[#!][#!\s]*/.exec(source.slice(span));
    if (match === null) continue;
    const start = span.start + match[0].length;
    const text = source.slice({ start, end: span.end }).trimEnd();
    if (text !== '') yield { text, place: { source, span: { start, end: start + text.length } } };
  }
}

function words(text: string): string[] {
  return text.replace(/[{}]/g, ' ').trim().split(/\s+/);
}

function partOf({ place, text }: CommentLine, length: number): Place {
  const start = place.span.start + text.search(/\S/);
  return { source: place.source, span: { start, end: start + length } };
}

/** A block that was commented out: `# vrrp_script chk_nginx {`, with any name when none is asked for. */
export function commentedBlock(node: NodeModel, keyword: string, name?: string): Place | undefined {
  for (const source of node.configuration.sources) {
    for (const line of commentLines(source)) {
      const [first, second] = words(line.text);
      const isBlock = first === keyword && second !== undefined && /^\S+\s+[^\s{]+\s*(\{|$)/.test(line.text);
      if (isBlock && (name === undefined || second === name)) {
        return partOf(line, line.text.indexOf(second, keyword.length) + second.length);
      }
    }
  }
  return undefined;
}

/** A list that was commented out, or that has this entry commented out: `# track_script {`, `# chk_nginx`. */
export function commentedEntry(node: NodeModel, keyword: string, name: string): Place | undefined {
  for (const source of node.configuration.sources) {
    for (const line of commentLines(source)) {
      const found = words(line.text);
      if (found[0] === name && (found.length === 1 || found[1] === 'weight'))
        return partOf(line, name.length);
      if (found[0] === keyword && found[1] === name) return line.place;
    }
  }
  return undefined;
}

/** Whether a place is between the braces of a list that is in force. */
export function isInList({ source, span }: Place, list: string, node: NodeModel): boolean {
  const lists = [
    ...node.instances.map(({ block }) => block),
    ...node.all('vrrp_sync_group').map(({ block }) => block),
  ].flatMap((block) => (block?.statements ?? []).filter((one) => keywordOf(one) === list));
  return lists.some(
    ({ source: own, block }) =>
      own === source &&
      block?.close !== undefined &&
      block.open < span.start &&
      span.end <= block.close.span.start,
  );
}

/** The keyword of a list that was commented out. */
export function commentedList(node: NodeModel, keyword: string): Place | undefined {
  for (const source of node.configuration.sources) {
    for (const line of commentLines(source)) {
      if (words(line.text)[0] === keyword && /^\S+\s*\{?/.test(line.text))
        return partOf(line, keyword.length);
    }
  }
  return undefined;
}

/** A line within a block that was commented out: `# weight -5`. */
export interface CommentedSetting {
  readonly keyword: string;
  readonly value: string;
  /** The value. */
  readonly place: Place;
}

/** The lines of the first block of a keyword that was commented out, up to its `}`. */
export function commentedSettings(node: NodeModel, keyword: string): CommentedSetting[] {
  for (const source of node.configuration.sources) {
    const settings: CommentedSetting[] = [];
    let depth = 0;
    for (const line of commentLines(source)) {
      const [first, second] = words(line.text);
      if (depth === 0 && first !== keyword) continue;
      if (depth === 1 && first !== undefined && second !== undefined)
        settings.push(settingIn(line, first, second));
      depth += count(line.text, '{') - count(line.text, '}');
      if (depth <= 0) return settings;
    }
    if (settings.length > 0) return settings;
  }
  return [];
}

function settingIn({ text, place }: CommentLine, keyword: string, value: string): CommentedSetting {
  const start = place.span.start + text.indexOf(value, keyword.length);
  return { keyword, value, place: { source: place.source, span: { start, end: start + value.length } } };
}

function count(text: string, character: string): number {
  return text.split(character).length - 1;
}
