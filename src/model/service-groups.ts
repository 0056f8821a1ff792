import { argumentOf, keywordOf, type Statement, textOf } from '../../grammar/configuration.ts';
import { readSocketAddress } from '../../grammar/values/socket-address.ts';
import { compareReleases, type ReleaseName } from '../../grammar/vocabulary/index.ts';
import type { Family } from './addresses.ts';
import { readPort } from './lvs.ts';

/** First release whose groups may hold both families. */
const MIXED_SINCE = '2.1.0';

/** An address, a range or a subnet of a virtual_server_group. */
export interface GroupAddress {
  readonly statement: Statement;
  readonly family: Family;
  /** 0: none written. */
  readonly port: number;
}

/** A virtual_server_group as far as its entries can be used. */
export interface GroupDraft {
  readonly statement: Statement;
  readonly name: string;
  readonly addresses: readonly GroupAddress[];
  readonly marks: readonly Statement[];
  readonly hasIpv4: boolean;
  readonly hasIpv6: boolean;
  /** The first mark of no family. */
  readonly openMark: Statement | undefined;
  /** Addresses that early releases leave out: of another family than the first. */
  readonly strangers: readonly GroupAddress[];
  /** Why the daemon takes the whole group away, if it does. */
  readonly fault: 'empty' | 'mixed' | undefined;
}

/**
 * Reads a virtual_server_group (check_data.c: alloc_vsg_entry, check_parser.c: vsg_handler).
 * @param lost entries that the daemon refuses.
 */
export function draftGroup(
  statement: Statement,
  lost: ReadonlySet<Statement>,
  release: ReleaseName,
): GroupDraft {
  const entries = (statement.block?.statements ?? []).filter((entry) => !lost.has(entry));
  const marks = entries.filter((entry) => keywordOf(entry) === 'fwmark');
  const all = entries.flatMap((entry) => groupAddress(entry) ?? []);
  const mayMix = compareReleases(release, MIXED_SINCE) >= 0;
  const addresses = mayMix ? all : all.filter((one) => one.family === all[0]!.family);
  const families = new Set<Family>(addresses.map((one) => one.family));
  if (mayMix) for (const mark of marks) addFamily(families, argumentOf(mark, 2));
  const openMark = marks.find((mark) => mark.words.length < 3);
  const isMixed = mayMix && families.size === 2 && openMark !== undefined;
  return {
    statement,
    name: argumentOf(statement) ?? '',
    addresses,
    marks,
    hasIpv4: families.has(4),
    hasIpv6: families.has(6),
    openMark,
    strangers: mayMix ? [] : all.filter((one) => one.family !== all[0]!.family),
    fault: addresses.length + marks.length === 0 ? 'empty' : isMixed ? 'mixed' : undefined,
  };
}

function addFamily(families: Set<Family>, word: string | undefined): void {
  if (word !== undefined) families.add(word === 'inet6' ? 6 : 4);
}

function groupAddress(entry: Statement): GroupAddress | undefined {
  const { address } = readSocketAddress(textOf(entry.words[0]!));
  return address && { statement: entry, family: address.family, port: readPort(entry.words[1]) };
}
