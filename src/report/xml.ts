import { printable } from './printable.ts';

const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&apos;',
  '\n': '&#10;',
};

/** Text for an attribute or between tags; characters that XML 1.0 cannot hold are made visible. */
export function xmlText(text: string): string {
  return text
    .split('\n')
    .map(printable)
    .join('\n')
    .replace(/[&<>"'\n]/g, (character) => entities[character]!);
}

/** An element with its attributes, on lines of its own below `depth`; without children it closes itself. */
export function xmlElement(
  name: string,
  attributes: Readonly<Record<string, string | number>>,
  depth: number,
  children = '',
): string {
  const indent = '  '.repeat(depth);
  const list = Object.entries(attributes)
    .map(([key, value]) => ` ${key}="${xmlText(String(value))}"`)
    .join('');
  if (children === '') return `${indent}<${name}${list}/>\n`;
  return `${indent}<${name}${list}>\n${children}${indent}</${name}>\n`;
}

export const xmlHeader = '<?xml version="1.0" encoding="UTF-8"?>\n';
