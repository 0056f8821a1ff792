import type { Diagnostic, Edit } from '../../../../src/diagnostics/diagnostic.ts';
import { rules } from '../../../../src/lint/rules/index.ts';
import { lintTexts } from '../../../support/lint-texts.ts';

export type Files = Readonly<Record<string, string>>;

/** What a test says of an instance; the rest is as in any small set-up. */
export interface Instance {
  readonly name?: string;
  readonly state?: string;
  readonly device?: string;
  readonly vrid?: number;
  /** Left out when it is undefined. */
  readonly priority?: number | undefined;
  readonly vips?: readonly string[];
  /** Lines of the block beside these. */
  readonly lines?: readonly string[];
}

/** A vrrp_instance with a line for every word the test cares about. */
export function instance({
  name = 'VI_1',
  state = 'BACKUP',
  device = 'eth0',
  vrid = 51,
  vips = ['192.0.2.100/24'],
  lines = [],
  ...rest
}: Instance = {}): string {
  const priority = 'priority' in rest ? rest.priority : 100;
  return [
    `vrrp_instance ${name} {`,
    `state ${state}`,
    `interface ${device}`,
    `virtual_router_id ${vrid}`,
    ...(priority === undefined ? [] : [`priority ${priority}`]),
    'advert_int 1',
    'virtual_ipaddress {',
    ...vips,
    '}',
    ...lines,
    '}',
    '',
  ].join('\n');
}

/** Nodes lb1, lb2... of one router. */
export function nodes(...texts: readonly string[]): Files {
  return Object.fromEntries(texts.map((text, at) => [`lb${at + 1}.conf`, text]));
}

/** The findings of one rule. */
export function findingsOf(id: string, files: Files | string, release?: string): Diagnostic[] {
  return lintTexts(files, rules, { release }).filter(({ rule }) => rule === id);
}

/** `FILE LINE: the words pointed at`. */
export function pointedAt({ source, span }: Diagnostic['place']): string {
  return `${source.path} ${source.position(span.start).line}: ${source.slice(span)}`;
}

/** The file with the edits of all fixes of some findings in it. */
export function repaired(files: Files, findings: readonly Diagnostic[]): Files {
  const edits = findings.flatMap(({ fixes }) => fixes.flatMap((fix) => fix.edits));
  return Object.fromEntries(
    Object.entries(files).map(([path, text]) => [
      path,
      edits
        .filter(({ place }) => place.source.path === path)
        .sort((one, other) => other.place.span.start - one.place.span.start)
        .reduce(apply, text),
    ]),
  );
}

function apply(text: string, { place, text: replacement }: Edit): string {
  return text.slice(0, place.span.start) + replacement + text.slice(place.span.end);
}

/** Everything a finding says. */
export function wordsOf({ message, why, help, label, related, fixes }: Diagnostic): string {
  return [
    message,
    why,
    help,
    label,
    ...related.map((one) => one.message),
    ...fixes.map(({ title }) => title),
  ].join('\n');
}
