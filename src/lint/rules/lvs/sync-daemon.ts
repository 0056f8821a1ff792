import {
  keywordOf,
  placeOf,
  type Statement,
  statementsNamed,
  textOf,
  type Word,
} from '../../../../grammar/configuration.ts';
import { nearest } from '../../../../grammar/did-you-mean.ts';
import { plainDigits } from '../../../../grammar/values/numbers.ts';
import { compareReleases, NEWEST } from '../../../../grammar/vocabulary/releases.ts';
import type { ReleaseName } from '../../../../grammar/vocabulary/types.ts';
import type { NodeModel } from '../../../model/node.ts';
import { defineRule, type RuleContext } from '../../rule.ts';

/** Words that take a value; the first two words behind the interface may stand without theirs. */
const options: ReadonlySet<string> = new Set(['inst', 'id', 'maxlen', 'port', 'ttl', 'group']);
const INST_SINCE = '2.1.0';

/** What a lvs_sync_daemon line names (keepalived global_parser.c: lvs_syncd_handler). */
interface SyncDaemon {
  readonly instance: Word | undefined;
  /** A number of the old form, without `id`. */
  readonly bareId: Word | undefined;
}

function readDaemon({ words }: Statement, release: ReleaseName): SyncDaemon {
  const isNamedFirst = !knowsInst(release);
  let instance: Word | undefined;
  let bareId: Word | undefined;
  for (let at = 2; at < words.length; at++) {
    const text = textOf(words[at]!);
    if (isNamedFirst && at === 2) instance = words[at];
    else if (options.has(text)) {
      at++;
      if (text === 'inst') instance ??= words[at];
    } else if (at === 2) instance = words[at];
    else if (at === 3) bareId = words[at];
  }
  return { instance, bareId };
}

function knowsInst(release: ReleaseName): boolean {
  return compareReleases(release, INST_SINCE) >= 0;
}

function reportInstance(statement: Statement, word: Word, node: NodeModel, context: RuleContext): void {
  const name = textOf(word);
  const names = node.instances.map((instance) => instance.name);
  const isIncomplete = node.configuration.problems.some(({ kind }) => kind === 'missing-include');
  if (names.includes(name) || isIncomplete) return;
  const [meant] = nearest(name, names, 1);
  const place = placeOf(statement, word);
  const edits =
    meant !== undefined && place.source.slice(place.span) === word.image ? [{ place, text: meant }] : [];
  context.report({
    place,
    message: `lvs_sync_daemon follows vrrp_instance ${name}, but there is no instance of that name`,
    label: meant === undefined ? 'no such vrrp_instance' : `did you mean ${meant}?`,
    help: meant ?? `Instances of this node: ${names.join(', ') || 'none'}`,
    ...(edits.length === 0 ? {} : { fixes: [{ title: `Write ${meant}`, safety: 'unsafe' as const, edits }] }),
  });
}

function reportBareId(statement: Statement, daemon: SyncDaemon, word: Word, context: RuleContext): void {
  if (Number.isNaN(plainDigits(textOf(word)))) return;
  const hasInst = knowsInst(context.target ?? NEWEST);
  const name = daemon.instance === undefined ? 'VI_1' : textOf(daemon.instance);
  const [first] = statement.words.slice(1);
  const place = placeOf(statement, word);
  context.report({
    place,
    message: `lvs_sync_daemon has the sync id ${textOf(word)} without the word id before it`,
    why: 'keepalived takes the number for the sync id and reports the old form; keepalived -t fails for it.',
    label: `id ${textOf(word)}`,
    help: `lvs_sync_daemon ${first?.image ?? 'eth0'} ${hasInst ? 'inst ' : ''}${name} id ${textOf(word)}`,
    ...(place.source.slice(place.span) === word.image
      ? {
          fixes: [
            {
              title: 'Write id before it',
              safety: 'safe' as const,
              edits: [{ place, text: `id ${word.image}` }],
            },
          ],
        }
      : {}),
  });
}

/** One daemon for the host: the first that is named (keepalived vrrp_parser.c: vrrp_lvs_syncd_handler). */
function reportSecond(global: Statement | undefined, node: NodeModel, context: RuleContext): void {
  const own = node
    .all('vrrp_instance')
    .flatMap((one) => statementsNamed(one.block, 'lvs_sync_daemon_interface'));
  const [first, ...others] = global === undefined ? own : [global, ...own];
  for (const statement of others) {
    context.report({
      place: placeOf(statement, statement.words[1]),
      message: `${keywordOf(statement)} is the second synchronisation daemon of this host: the first one counts`,
      why: 'There is one for the host. keepalived reports the second and ignores it.',
      label: 'ignored',
      help: `Remove ${keywordOf(statement)}`,
      related: [{ place: placeOf(first!), message: 'this one counts' }],
    });
  }
}

function check(node: NodeModel, context: RuleContext): void {
  const [global] = node.all('global_defs').flatMap((one) => statementsNamed(one.block, 'lvs_sync_daemon'));
  if (global !== undefined) {
    const daemon = readDaemon(global, context.target ?? NEWEST);
    if (daemon.instance !== undefined) reportInstance(global, daemon.instance, node, context);
    if (daemon.bareId !== undefined) reportBareId(global, daemon, daemon.bareId, context);
  }
  reportSecond(global, node, context);
}

const node = (line: string) => `global_defs {
    lvs_sync_daemon eth0 ${line}
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
}
`;

/** The daemon that tells the other director of the connections. */
export const lvsSyncDaemon = defineRule({
  id: 'lvs/sync-daemon',
  severity: 'warning',
  scope: 'node',
  fix: 'safe',
  docs: {
    summary: 'lvs_sync_daemon with an unknown instance, in its old form, or twice',
    why: 'Connections are not synchronised: keepalived runs no daemon for an instance it does not find, and every failover drops the sessions.',
    references: [
      'keepalived core/global_parser.c: lvs_syncd_handler',
      'keepalived vrrp/vrrp.c: vrrp_complete_init',
      'acassen/keepalived#418',
      'acassen/keepalived#2242',
    ],
  },
  bad: [
    { caption: 'There is no VI_9', at: '2:31', files: node('inst VI_9') },
    { caption: 'A number alone', at: '2:31', files: node('VI_1 51') },
  ],
  good: [{ files: node('inst VI_1 id 51') }],
  on: { node: check },
});
