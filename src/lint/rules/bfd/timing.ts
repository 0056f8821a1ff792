import {
  argumentOf,
  keywordOf,
  placeOf,
  placeOfLine,
  type Statement,
  statementsNamed,
} from '../../../../grammar/configuration.ts';
import { readDecimal, readInteger, readUnsigned } from '../../../../grammar/values/numbers.ts';
import type { BfdInstance } from '../../../model/node.ts';
import { defineRule, type RuleContext } from '../../rule.ts';

/** Milliseconds; more is hardly meant (keepalived bfd.h: BFD_MINRX_MAX_SENSIBLE). */
const SLOW = 10_000;
/** What a session sends with, by family. */
const TTL_OF_FAMILY = { 4: 255, 6: 64 } as const;

function checkSlow(statement: Statement, context: RuleContext): void {
  const { value, fault } = readDecimal(argumentOf(statement) ?? '');
  const milliseconds = value / 1e6;
  if (fault !== undefined || milliseconds <= SLOW || milliseconds > 4_294_967) return;
  context.report({
    place: placeOf(statement, statement.words[1]),
    message: `${keywordOf(statement)} ${argumentOf(statement)} means ${milliseconds / 1000} seconds: BFD counts in milliseconds`,
    why: 'keepalived logs it as larger than sensible. BFD is there to notice a dead neighbour in less than a second; VRRP itself is faster than this.',
    label: 'in milliseconds',
    help: `${keywordOf(statement)} ${keywordOf(statement) === 'idle_tx' ? 1000 : 100}`,
  });
}

/** The last line of two names of one setting that the daemon can read. */
function lastNumber(
  statements: readonly Statement[],
  read: (text: string) => { value: number; fault?: unknown },
  [min, max]: readonly [number, number],
): { statement: Statement; value: number } | undefined {
  for (const statement of statements.toReversed()) {
    const { value, fault } = read(argumentOf(statement) ?? '');
    if (fault === undefined && value >= min && value <= max) return { statement, value };
  }
  return undefined;
}

function checkHops(session: BfdInstance, context: RuleContext): void {
  const { block } = session.statement;
  const neighbor = session.neighbor.value;
  const hops = lastNumber(statementsNamed(block, 'max_hops'), readInteger, [-1, 255]);
  if (hops === undefined || neighbor === undefined) return;
  const both = (block?.statements ?? []).filter((one) => ['ttl', 'hoplimit'].includes(keywordOf(one)));
  const written = lastNumber(both, readUnsigned, [1, 255]);
  const ttl = written?.value ?? TTL_OF_FAMILY[neighbor.family];
  if (hops.value <= ttl) return;
  const close = block?.close;
  context.report({
    place: placeOfLine(hops.statement),
    message: `max_hops ${hops.value} of bfd_instance ${session.name} is above ${written === undefined ? `the default ${neighbor.family === 4 ? 'ttl' : 'hoplimit'} ${ttl}` : `its ${keywordOf(written.statement)} ${ttl}`}`,
    why: `keepalived reports it and goes on with max_hops ${ttl}.`,
    label: `counts as ${ttl}`,
    help: `max_hops ${ttl}`,
    related: [
      ...(written === undefined ? [] : [{ place: placeOfLine(written.statement), message: 'the limit' }]),
      ...(close === undefined ? [] : [{ place: close, message: 'corrected here' }]),
    ],
  });
}

const node = (lines: string) => `bfd_instance gw {
    neighbor_ip 192.0.2.12
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

/** Numbers of a BFD session that it can have but hardly should. */
export const bfdTiming = defineRule({
  id: 'bfd/timing',
  severity: 'warning',
  scope: 'node',
  about: 'bfd',
  docs: {
    summary: 'BFD intervals above ten seconds, or max_hops above the TTL',
    why: 'The session is much slower than VRRP, or keepalived changes the number.',
    references: ['RFC 5880 section 6.8.1', 'keepalived bfd/bfd_parser.c: bfd_minrx_handler, bfd_end_handler'],
  },
  bad: [
    { caption: 'Twenty seconds', at: '3:12', files: node('min_rx 20000') },
    { caption: 'More hops than the TTL allows', at: '4:5', files: node('ttl 5\n    max_hops 9') },
  ],
  good: [{ files: node('min_rx 100\n    min_tx 100\n    ttl 5\n    max_hops 5') }],
  on: {
    statement: {
      'bfd_instance/min_rx': (statement, _node, context) => checkSlow(statement, context),
      'bfd_instance/min_tx': (statement, _node, context) => checkSlow(statement, context),
      'bfd_instance/idle_tx': (statement, _node, context) => checkSlow(statement, context),
    },
    node: (model, context) => {
      for (const session of model.bfdInstances) checkHops(session, context);
    },
  },
});
