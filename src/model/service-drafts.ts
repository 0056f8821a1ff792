import { argumentOf, type Configuration, keywordOf, type Statement } from '../../grammar/configuration.ts';
import type { ReleaseName } from '../../grammar/vocabulary/types.ts';
import { readTarget } from './lvs.ts';
import { draftService, type Refused, type ServiceDraft } from './service-draft.ts';
import { draftGroup, type GroupDraft } from './service-groups.ts';

/** Every virtual server of a node and the groups they name. */
export interface ServiceDrafts {
  /** In file order; those with an unusable header are not in it. */
  readonly services: readonly ServiceDraft[];
  /** In file order, with those that the daemon takes away. */
  readonly groups: readonly GroupDraft[];
}

interface Statements {
  readonly services: readonly Statement[];
  readonly groups: readonly Statement[];
}

interface Circumstances {
  readonly lostEntries: ReadonlySet<Statement>;
  readonly release: ReleaseName;
}

/** Reads all virtual servers and groups; linear in the size of their blocks. */
export function draftServices(
  configuration: Configuration,
  statements: Statements,
  { lostEntries, release }: Circumstances,
): ServiceDrafts {
  const refused = refusedStatements(configuration);
  const groups = statements.groups
    .filter((one) => one.block !== undefined && argumentOf(one) !== undefined)
    .map((one) => draftGroup(one, lostEntries, release));
  const byName = new Map<string, GroupDraft>();
  for (const group of groups) {
    if (group.fault === undefined && !byName.has(group.name)) byName.set(group.name, group);
  }
  const services = statements.services.flatMap((statement) => {
    const target = statement.block === undefined ? undefined : readTarget(statement);
    return target === undefined ? [] : draftService(statement, target, refused);
  });
  for (const service of services) settle(service, byName);
  return { services, groups };
}

/** Statements whose first argument the daemon refuses; of servers, those with a port that costs them their place. */
function refusedStatements(configuration: Configuration): Refused {
  const refused = new Set<Statement>();
  for (const problem of configuration.problems) {
    if (problem.kind !== 'bad-argument') continue;
    const { statement, word } = problem;
    const isServer = /^(?:real|sorry)_server$/.test(keywordOf(statement));
    if (word === statement.words[isServer ? 2 : 1]) refused.add(statement);
  }
  return refused;
}

/** Links a service to its group, and says why it does not last (check_parser.c: vs_end_handler, ipwrapper.c: link_vsg_to_vs). */
function settle(service: ServiceDraft, groups: ReadonlyMap<string, GroupDraft>): void {
  if (service.servers.length === 0) {
    service.dropped = 'no-server';
    return;
  }
  // The sorry server settles the family like a real server does, when nothing else did.
  if (service.family === undefined && service.sorry !== undefined && service.sorry.method !== 'TUN')
    service.family = service.sorry.address.family;
  if (service.target.kind !== 'group') return;
  const group = groups.get(service.target.name);
  service.group = group;
  if (group === undefined) service.dropped = 'no-group';
  else if (service.family !== undefined && !suits(group, service.family)) service.dropped = 'group-family';
}

/** A group of marks without a family suits every service; one of two families only a service that has none. */
function suits({ hasIpv4, hasIpv6 }: GroupDraft, family: ServiceDraft['family']): boolean {
  return family === 6 ? !hasIpv4 : !hasIpv6;
}
