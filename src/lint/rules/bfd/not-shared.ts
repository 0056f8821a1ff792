import { argumentOf, placeOf, type Statement, statementsNamed } from '../../../../grammar/configuration.ts';
import type { Place } from '../../../../grammar/source.ts';
import type { BfdInstance, NodeModel } from '../../../model/node.ts';
import { defineRule, type RuleContext } from '../../rule.ts';
import { referencesOf } from '../script/tracking.ts';

interface Use {
  readonly session: BfdInstance;
  /** The name where it is used. */
  readonly place: Place;
  /** `track_bfd of vrrp_instance VI_1`. */
  readonly user: string;
  /** The word that would tell the process about the session. */
  readonly needed: 'vrrp' | 'checker';
}

function trackUses(node: NodeModel): Use[] {
  return referencesOf(node).flatMap(({ tracked, owner }) => {
    const { definition, place } = tracked;
    if (definition?.kind !== 'bfd' || definition.forVrrp) return [];
    return [{ session: definition, place, user: `track_bfd of ${owner}`, needed: 'vrrp' as const }];
  });
}

function nameLines(checker: Statement): Statement[] {
  return statementsNamed(checker.block, 'name');
}

function checkerUses(node: NodeModel): Use[] {
  if (node.bfdInstances.every((session) => session.forCheckers)) return [];
  const servers = node.virtualServers.flatMap((service) => service.realServers);
  return servers
    .flatMap((server) => server.checkers.filter(({ type }) => type === 'BFD_CHECK'))
    .flatMap((checker) => nameLines(checker.statement))
    .flatMap((line) => {
      const session = node.bfdInstances.find(({ name }) => name === argumentOf(line));
      if (session === undefined || session.forCheckers) return [];
      return [
        { session, place: placeOf(line, line.words[1]), user: 'BFD_CHECK', needed: 'checker' as const },
      ];
    });
}

function report({ session, place, user, needed }: Use, context: RuleContext): void {
  const other = needed === 'vrrp' ? 'checker' : 'vrrp';
  const said = statementsNamed(session.statement.block, other).at(-1);
  context.report({
    place,
    message: `${user} names bfd_instance ${session.name}, which is for ${other === 'checker' ? 'the health checkers' : 'VRRP'} only`,
    label: `unknown to ${needed === 'vrrp' ? 'VRRP' : 'the checkers'}`,
    help: `Add ${needed} to bfd_instance ${session.name}, or take ${other} out: without either, both know it`,
    related: said === undefined ? [] : [{ place: placeOf(said), message: `${other} only` }],
  });
}

const node = (lines: string) => `bfd_instance gw {
    neighbor_ip 192.0.2.12
${lines}}

vrrp_instance VI_1 {
    state BACKUP
    interface eth0
    virtual_router_id 51
    priority 100
    advert_int 1
    virtual_ipaddress {
        192.0.2.100/24
    }
    track_bfd {
        gw
    }
}
`;

/** BFD sessions used by a process that is not told of them. */
export const bfdNotShared = defineRule({
  id: 'bfd/not-shared',
  severity: 'error',
  scope: 'node',
  about: 'bfd',
  concludesFromAbsence: true,
  docs: {
    summary: 'track_bfd of a session for checkers only, or BFD_CHECK with a session for VRRP only',
    why: 'The process that uses the name does not know the session: keepalived reports it as not found and goes on without the check.',
    references: ['keepalived bfd/bfd_parser.c: bfd_vrrp_end_handler, bfd_checker_end_handler'],
  },
  bad: [{ caption: 'VRRP does not hear of the session', at: '16:9', files: node('    checker\n') }],
  good: [{ caption: 'Both are told', files: node('    checker\n    vrrp\n') }, { files: node('') }],
  on: {
    node: (model, context) => {
      for (const use of [...trackUses(model), ...checkerUses(model)]) report(use, context);
    },
  },
});
