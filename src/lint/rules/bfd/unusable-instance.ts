import { argumentOf, placeOf, type Statement, statementsNamed } from '../../../../grammar/configuration.ts';
import { formatAddress } from '../../../../grammar/values/address.ts';
import type { BfdInstance, IpAddress, NodeModel } from '../../../model/node.ts';
import { defineRule, type RuleContext } from '../../rule.ts';

/** Longest name of a session, in characters. */
const NAME_LIMIT = 31;

interface Session {
  readonly model: BfdInstance;
  readonly neighbor: IpAddress | undefined;
  readonly multihop: boolean;
}

function neighborStatements(statement: Statement): Statement[] {
  return ['neighbor_ip', 'neighbour_ip'].flatMap((keyword) => statementsNamed(statement.block, keyword));
}

function sessionOf(model: BfdInstance): Session {
  const multihop = statementsNamed(model.statement.block, 'multihop').at(-1);
  const value = multihop === undefined ? 'false' : (argumentOf(multihop) ?? 'true');
  return { model, neighbor: model.neighbor.value, multihop: ['true', 'yes', 'on'].includes(value) };
}

/** What makes two sessions one: neighbour, source and kind (keepalived bfd.c: find_bfd_by_addr). */
function keyOf({ neighbor, model, multihop }: Session): string {
  const { value } = model.source;
  const source = value === undefined ? 'any' : formatAddress(value);
  return `${neighbor === undefined ? '' : formatAddress(neighbor)} ${source} ${multihop}`;
}

function closing(statement: Statement) {
  const close = statement.block?.close;
  return close === undefined ? [] : [{ place: close, message: 'keepalived drops the session here' }];
}

function reportNoNeighbor({ model }: Session, context: RuleContext): void {
  // A word that is no address was reported as such.
  if (neighborStatements(model.statement).length > 0) return;
  context.report({
    place: placeOf(model.statement, model.statement.words[1]),
    message: `bfd_instance ${model.name} has no neighbor_ip`,
    label: 'a session with nobody',
    help: 'neighbor_ip 192.0.2.12',
    related: closing(model.statement),
  });
}

function reportFamilies(
  { model }: Session,
  source: IpAddress,
  neighbor: IpAddress,
  context: RuleContext,
): void {
  const related = model.neighbor.place;
  context.report({
    place: model.source.place ?? placeOf(model.statement),
    message: `source_ip ${formatAddress(source)} of bfd_instance ${model.name} is IPv${source.family}, its neighbour ${formatAddress(neighbor)} is IPv${neighbor.family}`,
    label: 'of the other family',
    help: `Write the IPv${neighbor.family} address of this host, or leave source_ip out`,
    related: [
      ...(related === undefined ? [] : [{ place: related, message: 'the neighbour' }]),
      ...closing(model.statement),
    ],
  });
}

function reportRepeated({ model }: Session, first: Session, context: RuleContext): void {
  context.report({
    place: model.neighbor.place ?? placeOf(model.statement),
    message: `bfd_instance ${model.name} has the neighbour of bfd_instance ${first.model.name}: there can be one session between two addresses`,
    label: 'the same neighbour again',
    help: `Use ${first.model.name} for both, or give one of them a source_ip of its own`,
    related: [
      {
        place: first.model.neighbor.place ?? placeOf(first.model.statement),
        message: 'the session that counts',
      },
      ...closing(model.statement),
    ],
  });
}

function check(node: NodeModel, context: RuleContext): void {
  const first = new Map<string, Session>();
  for (const session of node.bfdInstances.map(sessionOf)) {
    const { neighbor, model } = session;
    const source = model.source.value;
    // The rule about values has reported a name that is too long.
    if (model.name.length > NAME_LIMIT) continue;
    if (neighbor === undefined) reportNoNeighbor(session, context);
    else if (source !== undefined && source.family !== neighbor.family)
      reportFamilies(session, source, neighbor, context);
    else {
      const same = first.get(keyOf(session));
      if (same === undefined) first.set(keyOf(session), session);
      else if (same.model.name !== model.name) reportRepeated(session, same, context);
    }
  }
}

const node = (lines: string) => `bfd_instance gw {
    ${lines}
}

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

/** BFD sessions that the daemon drops at the end of their block. */
export const bfdUnusableInstance = defineRule({
  id: 'bfd/unusable-instance',
  severity: 'error',
  scope: 'node',
  about: 'bfd',
  docs: {
    summary:
      'A bfd_instance without neighbour, with addresses of two families, or with the neighbour of another',
    why: 'keepalived drops the session. What tracks it still does, and sees it down for ever: FAULT state, or a real server that gets no traffic.',
    references: ['keepalived bfd/bfd_parser.c: bfd_end_handler', 'keepalived bfd/bfd_data.c: alloc_bfd'],
  },
  bad: [
    { caption: 'Nobody to talk to', at: '1:14', files: node('source_ip 192.0.2.11') },
    {
      caption: 'Two families',
      at: '2:15',
      files: node('source_ip 2001:db8::11\n    neighbor_ip 192.0.2.12'),
    },
  ],
  good: [{ files: node('source_ip 192.0.2.11\n    neighbor_ip 192.0.2.12') }],
  on: { node: check },
});
