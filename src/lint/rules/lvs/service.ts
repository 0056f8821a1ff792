import { placeOf, placeOfLine, type Statement, textOf } from '../../../../grammar/configuration.ts';
import type { Place } from '../../../../grammar/source.ts';
import type { Related } from '../../../diagnostics/diagnostic.ts';
import type { NodeModel } from '../../../model/node.ts';
import type { ServerDraft, ServiceDraft } from '../../../model/service-draft.ts';

/** Longest list of other places in a finding; the rest is a number in the message. */
const mostRelated = 8;

/** `virtual_server 192.0.2.100 80`, `real_server 192.0.2.21 80`: a statement by its first words, as written. */
export function headerOf(statement: Statement): string {
  return statement.words.map((word) => textOf(word)).join(' ');
}

/** The virtual servers that the daemon keeps. */
export function keptServices(node: NodeModel): readonly ServiceDraft[] {
  return node.services.services.filter((service) => service.dropped === undefined);
}

/** Whether the service takes connections to addresses, so that it has a protocol and ports. */
export function hasAddresses(service: ServiceDraft): boolean {
  if (service.target.kind === 'group') return (service.group?.addresses.length ?? 0) > 0;
  return isAddressService(service);
}

/** Its header names an address; `fwmark 0` counts as none, and makes a service of address 0. */
function isAddressService({ target }: ServiceDraft): boolean {
  return target.kind === 'address' || (target.kind === 'fwmark' && target.mark === 0);
}

/** Whether packets come to the service by a firewall mark. */
export function hasMarks(service: ServiceDraft): boolean {
  if (service.target.kind === 'group') return (service.group?.marks.length ?? 0) > 0;
  return !isAddressService(service);
}

/** The port of a server, or its address when it has none. */
export function placeOfPort(server: ServerDraft): Place {
  return placeOf(server.statement, server.statement.words[2] ?? server.statement.words[1]);
}

export function placeOfAddress(server: ServerDraft): Place {
  return placeOf(server.statement, server.statement.words[1]);
}

/** The closing brace, where the daemon draws its conclusions; nothing when it is missing. */
export function atEnd(statement: Statement, message: string): Related[] {
  const place = statement.block?.close;
  return place === undefined ? [] : [{ place, message }];
}

/** Statements as other places of a finding, the first few of them. */
export function relatedHeaders(statements: readonly Statement[], message: string): Related[] {
  return statements.slice(0, mostRelated).map((one) => ({ place: placeOfLine(one), message }));
}
