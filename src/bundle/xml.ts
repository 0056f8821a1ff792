import type { SourceText } from '../../grammar/source.ts';
import type { FileFault } from './fault.ts';
import type { Piece } from './lines.ts';

interface XmlAttribute {
  readonly name: string;
  readonly value: Piece;
}

export interface XmlElement {
  readonly name: string;
  readonly attributes: readonly XmlAttribute[];
  readonly children: readonly XmlElement[];
  /** The text directly in it. */
  readonly text: string;
  /** The start tag. */
  readonly tag: Piece;
  /** Offset just behind the start tag. */
  readonly inside: number;
}

export interface XmlFile {
  readonly root: XmlElement | undefined;
  readonly faults: readonly FileFault[];
}

interface OpenElement extends XmlElement {
  readonly children: XmlElement[];
  text: string;
}

const markup =
  /<!--[\s\S]*?-->|<\?[\s\S]*?\?>|<!\[CDATA\[([\s\S]*?)\]\]>|<![^>]*>|<\/([\w:.-]+)\s*>|<([\w:.-]+)((?:\s+[\w:.-]+\s*=\s*(?:"[^"<]*"|'[^'<]*'))*)\s*(\/?)>|</g;
const attribute = /([\w:.-]+)\s*=\s*(?:"([^"]*)"|'([^']*)')/g;

/** Reads XML as far as firewalld's files need it: elements, attributes, text. The first fault ends the reading. */
export function parseXml(source: SourceText): XmlFile {
  return new XmlReader(source).read();
}

class XmlReader {
  private readonly source: SourceText;
  private readonly stack: OpenElement[] = [];
  private root: XmlElement | undefined;
  private fault: FileFault | undefined;

  constructor(source: SourceText) {
    this.source = source;
  }

  read(): XmlFile {
    const { text } = this.source;
    let from = 0;
    for (const match of text.matchAll(markup)) {
      this.between(from, match.index, match[1] ?? '');
      if (match[0] === '<') this.fail(match.index, 'a tag is not complete');
      else if (match[2] !== undefined) this.close(match[2], match.index);
      else if (match[3] !== undefined) this.open(match);
      if (this.fault !== undefined) break;
      from = match.index + match[0].length;
    }
    if (this.fault === undefined) this.finish(from);
    return { root: this.root, faults: this.fault === undefined ? [] : [this.fault] };
  }

  /** Text between two pieces of markup. */
  private between(from: number, to: number, cdata: string): void {
    const text = this.source.text.slice(from, to);
    const parent = this.stack.at(-1);
    if (parent !== undefined) parent.text += unescapeXml(text) + cdata;
    else if (/\S/.test(text.replace('\ufeff', '')))
      this.fail(to - text.trimStart().length, 'text stands outside of the root element');
  }

  private open(match: RegExpExecArray): void {
    const [whole, , , name, attributes, empty] = match;
    const element: OpenElement = {
      name: name!,
      attributes: readAttributes(attributes ?? '', match.index + 1 + name!.length),
      children: [],
      text: '',
      tag: { text: whole, offset: match.index },
      inside: match.index + whole.length,
    };
    const parent = this.stack.at(-1);
    if (parent !== undefined) parent.children.push(element);
    else if (this.root === undefined) this.root = element;
    else this.fail(match.index, 'a second root element begins');
    if (empty !== '/') this.stack.push(element);
  }

  private close(name: string, offset: number): void {
    if (this.stack.at(-1)?.name === name) this.stack.pop();
    else this.fail(offset, `</${name}> closes nothing`);
  }

  private finish(from: number): void {
    const open = this.stack.at(-1);
    if (open !== undefined) this.fail(open.tag.offset, `<${open.name}> is not closed`);
    this.between(from, this.source.text.length, '');
    if (this.root === undefined) this.fail(0, 'there is no element');
  }

  private fail(offset: number, detail: string): void {
    if (this.fault !== undefined) return;
    const { source } = this;
    const end = Math.min(source.text.length, Math.max(offset + 1, source.lineEnd(offset)));
    this.fault = { kind: 'xml', place: source.origin({ start: Math.min(offset, end), end }), detail };
  }
}

function readAttributes(text: string, offset: number): XmlAttribute[] {
  return Array.from(text.matchAll(attribute), (match) => {
    const raw = match[2] ?? match[3] ?? '';
    const at = match.index + match[0].length - raw.length - 1;
    return { name: match[1]!, value: { text: unescapeXml(raw), offset: offset + at } };
  });
}

const entities: Readonly<Record<string, string>> = { lt: '<', gt: '>', amp: '&', quot: '"', apos: "'" };

function unescapeXml(text: string): string {
  return text.replaceAll(/&(lt|gt|amp|quot|apos);/g, (_all, name: string) => entities[name]!);
}

/** The value of an attribute. */
export function attributeOf(element: XmlElement, name: string): Piece | undefined {
  return element.attributes.find((one) => one.name === name)?.value;
}

/** Children of a name. */
export function childrenOf(element: XmlElement, name: string): XmlElement[] {
  return element.children.filter((child) => child.name === name);
}
