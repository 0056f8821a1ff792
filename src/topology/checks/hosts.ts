import { formatAddress, isLoopback, isMulticast, isUnspecified } from '../../../grammar/values/address.ts';
import { lastAddress, networkAddress } from '../../../grammar/values/subnet.ts';
import { isRelease } from '../../../grammar/vocabulary/releases.ts';
import { releaseMeant } from '../../project/releases.ts';
import { type Addressed, type Description, type HostEntry, writtenRelease } from '../description.ts';
import type { Report, YamlPath } from '../problem.ts';

/** Hosts: their addresses, and releases that there are. */
export function checkHosts(description: Description, report: Report): void {
  if (description.hosts.size === 0) {
    report({ path: ['hosts'], at: 'key', kind: 'empty', message: 'hosts names no host' });
  }
  checkRelease(description, ['keepalived'], description.text.keepalived, report);
  const owners = new Map<string, { host: HostEntry; address: Addressed }>();
  for (const host of description.hosts.values()) {
    checkRelease(description, [...host.path, 'keepalived'], host.text.keepalived, report);
    for (const address of host.addresses) {
      checkUsable(address, host, report);
      checkOwner(address, host, owners, report);
    }
  }
}

function checkRelease(
  description: Description,
  path: YamlPath,
  value: string | number | undefined,
  report: Report,
): void {
  if (value === undefined) return;
  const release = writtenRelease(path, value, description);
  if (release !== undefined && isRelease(release) && releaseMeant(release) !== undefined) return;
  report({
    path,
    kind: 'bad-value',
    message: `keepalived must be a release such as "2.2.8" or a line of releases such as "2.2", not ${value}`,
  });
}

function checkUsable(
  { address, prefix, text, family, path }: Addressed,
  host: HostEntry,
  report: Report,
): void {
  const fault = (what: string): void =>
    report({ path, kind: 'bad-value', message: `${text} of host ${host.name} ${what}` });
  if (isMulticast(address)) fault('is a multicast address');
  else if (isLoopback(address)) fault('is a loopback address');
  else if (isUnspecified(address)) fault('is no address of a host');
  else if (family === 4 && prefix !== undefined && prefix < 31) {
    if (formatAddress(networkAddress(address, prefix)) === text)
      fault(`is the network address of its /${prefix}`);
    if (formatAddress(lastAddress(address, prefix)) === text)
      fault(`is the broadcast address of its /${prefix}`);
  }
}

function checkOwner(
  address: Addressed,
  host: HostEntry,
  owners: Map<string, { host: HostEntry; address: Addressed }>,
  report: Report,
): void {
  const known = owners.get(address.text);
  if (known === undefined) {
    owners.set(address.text, { host, address });
    return;
  }
  const whose = known.host === host ? 'twice here' : `${known.host.name}’s too`;
  report({
    path: address.path,
    kind: 'duplicate-address',
    message: `${address.text} of host ${host.name} is ${whose}`,
    why: 'Two hosts with one address disturb each other, and the peers cannot be told apart.',
    related: [{ path: known.address.path, message: `${known.host.name} has it` }],
  });
}
