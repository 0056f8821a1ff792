import { argumentOf, lastNamed, type Statement } from '../../../../grammar/configuration.ts';

/** What a second block of a kind and name comes to. */
export interface BlockKind {
  readonly keywords: readonly string[];
  /** The daemon reports it; of the others it does not say a word. */
  readonly isReported: boolean;
  readonly effect: string;
  readonly keyOf: (statement: Statement) => string | undefined;
}

const skipped = 'keepalived skips the second block with everything in it: its addresses are on no node.';

/** Blocks that are known by a name or an address. */
export const blockKinds: readonly BlockKind[] = [
  { keywords: ['vrrp_instance'], isReported: true, effect: skipped, keyOf: onlyName },
  {
    keywords: ['vrrp_sync_group'],
    isReported: true,
    effect: 'keepalived skips the second group: its instances change state on their own.',
    keyOf: onlyName,
  },
  {
    keywords: ['track_group'],
    isReported: true,
    effect: 'keepalived skips the second group.',
    keyOf: onlyName,
  },
  {
    keywords: ['bfd_instance'],
    isReported: true,
    effect: 'keepalived skips the second session.',
    keyOf: firstName,
  },
  {
    keywords: ['vrrp_script'],
    isReported: false,
    effect:
      'keepalived takes both without a message, and instances track the first: the settings of the second are never used.',
    keyOf: firstName,
  },
  {
    keywords: ['vrrp_track_process'],
    isReported: false,
    effect: 'keepalived takes both without a message, and instances track the first.',
    keyOf: firstName,
  },
  {
    keywords: ['track_file', 'vrrp_track_file'],
    isReported: false,
    effect: 'keepalived takes both without a message, and instances track the first.',
    keyOf: firstName,
  },
  {
    keywords: ['virtual_server_group'],
    isReported: false,
    effect: 'keepalived takes both without a message, but virtual servers use one of them only.',
    keyOf: firstName,
  },
  {
    keywords: ['virtual_server'],
    isReported: false,
    effect:
      'keepalived takes both without a message, but the kernel has one service of this address: real servers of one of them are lost or fought over.',
    keyOf: serviceOf,
  },
];

function onlyName(statement: Statement): string | undefined {
  return statement.words.length === 2 ? argumentOf(statement) : undefined;
}

function firstName(statement: Statement): string | undefined {
  return argumentOf(statement);
}

/** Address, port and protocol: two services of one address and port may differ in protocol. */
function serviceOf(statement: Statement): string | undefined {
  const target = argumentOf(statement);
  if (target === undefined) return undefined;
  const isMark = target === 'fwmark';
  const protocol = isMark || target === 'group' ? '' : settingOf(statement, 'protocol', 'TCP');
  const family = isMark ? settingOf(statement, 'ip_family', 'inet') : '';
  return `${target} ${argumentOf(statement, 2) ?? '0'} ${protocol}${family}`.toLowerCase();
}

function settingOf(statement: Statement, keyword: string, otherwise: string): string {
  const last = lastNamed(statement.block, keyword);
  return (last && argumentOf(last)) ?? otherwise;
}
