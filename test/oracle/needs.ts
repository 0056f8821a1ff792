import { argumentOf, type Configuration, keywordOf } from '../../grammar/configuration.ts';
import { interfaceNameFault } from '../../grammar/values/interface-name.ts';
import type { ReleaseName } from '../../grammar/vocabulary/index.ts';
import { hostReferences } from '../../src/model/host-references.ts';
import type { Needs } from './protocol.ts';

/** What one configuration takes from its host, and the interface names that must not be taken. */
export interface FileNeeds extends Needs {
  /** Names of interfaces that the daemon is to make itself. */
  readonly own: readonly string[];
}

/** Names that a file in /etc/passwd can hold. */
const accountName = /^[A-Za-z_][\w.-]*$/;

export function needsOf(configuration: Configuration, release: ReleaseName): FileNeeds {
  const references = hostReferences(configuration, release);
  const named = (kind: string) => [
    ...new Set(references.filter((one) => one.kind === kind).map(({ name }) => name)),
  ];
  const vrfs = references.filter(({ statement, kind, name }) => {
    const words = statement.words.map(({ image }) => image);
    return kind === 'interface' && words[words.indexOf(name) - 1] === 'vrf';
  });
  const isVrf = new Set(vrfs.map(({ name }) => name));
  return {
    interfaces: ['eth0', ...named('interface')].filter((name) => isInterface(name) && !isVrf.has(name)),
    vrfs: [...isVrf].filter(isInterface),
    users: named('user').filter((name) => accountName.test(name)),
    groups: named('group').filter((name) => accountName.test(name)),
    programs: named('program').filter((name) => name !== ''),
    files: named('file'),
    own: ownInterfaces(configuration),
  };
}

/** Printable names only: they go through the batch language of `ip`. */
function isInterface(name: string): boolean {
  return name !== 'lo' && /^\w[\w.~+-]*$/.test(name) && interfaceNameFault(name) === undefined;
}

function ownInterfaces(configuration: Configuration): string[] {
  return configuration.root.statements
    .flatMap((statement) => statement.block?.statements ?? [])
    .filter((statement) => ['use_vmac', 'use_ipvlan'].includes(keywordOf(statement)))
    .flatMap((statement) => [argumentOf(statement, 1) ?? '', argumentOf(statement, 2) ?? '']);
}
