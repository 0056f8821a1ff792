/** What a host runs, by `os:`. */
export interface System {
  readonly family: 'rhel' | 'fedora' | 'debian' | 'ubuntu' | 'other';
  readonly version: string;
  /** What brings up interfaces there unless the host says otherwise. */
  readonly network: 'ifcfg' | 'networkmanager' | 'netplan' | 'ifupdown' | 'networkd' | 'none';
}

const families: Readonly<Record<string, System['family']>> = {
  rhel: 'rhel',
  centos: 'rhel',
  rocky: 'rhel',
  alma: 'rhel',
  almalinux: 'rhel',
  oracle: 'rhel',
  ol: 'rhel',
  el: 'rhel',
  fedora: 'fedora',
  debian: 'debian',
  ubuntu: 'ubuntu',
};

export function systemOf(os: string | undefined): System {
  const [, word = '', version = ''] =
    /^([a-z]+)([\d.]*)/.exec((os ?? '').toLowerCase().replace(/[\s_-]/g, '')) ?? [];
  const family = families[word] ?? 'other';
  return { family, version, network: networkOf(family, version) };
}

/** RHEL keeps ifcfg files up to release 8; Ubuntu has netplan since 18.04. */
function networkOf(family: System['family'], version: string): System['network'] {
  switch (family) {
    case 'rhel':
      return version !== '' && Number.parseInt(version, 10) <= 8 ? 'ifcfg' : 'networkmanager';
    case 'fedora':
      return 'networkmanager';
    case 'debian':
      return 'ifupdown';
    case 'ubuntu':
      return 'netplan';
    default:
      return 'none';
  }
}
