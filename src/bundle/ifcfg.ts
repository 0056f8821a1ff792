import { basename } from 'node:path/posix';
import type { SourceText } from '../../grammar/source.ts';
import { prefixOfNetmask } from '../../grammar/values/subnet.ts';
import { FactsDraft, type InterfaceFacts, type Mask, readLength } from './interface-facts.ts';
import { type Piece, placeOfPiece, wordsOf } from './lines.ts';
import { parseShellSettings, type ShellSetting, settingOf } from './shell-settings.ts';

/** An ifcfg file of network-scripts. */
export interface IfcfgFile extends InterfaceFacts {
  readonly device: string;
  /** The zone of firewalld the interface is put in. */
  readonly zone: string | undefined;
  readonly settings: readonly ShellSetting[];
}

/** What ifup leaves aside (initscripts network-functions: available_interfaces). */
const leftOver = /~$|\.(?:bak|orig|rpmnew|rpmorig|rpmsave|swp)$/;

export function isIfcfgName(path: string): boolean {
  return basename(path).startsWith('ifcfg-') && !leftOver.test(path);
}

/** Reads ifcfg-NAME: IPADDR, IPADDR1..., PREFIX or NETMASK of the same number, IPV6ADDR, BOOTPROTO, DHCPV6C. */
export function parseIfcfg(source: SourceText): IfcfgFile {
  const { settings, faults } = parseShellSettings(source);
  const draft = new FactsDraft(source, 'ifcfg');
  draft.faults.push(...faults);
  const device =
    settingOf(settings, 'DEVICE')?.value.text || basename(source.path).replace(/^(?:.*\.)?ifcfg-/, '');
  for (const setting of settings) readSetting(draft, device, setting, settings);
  return {
    addresses: draft.addresses,
    dynamic: draft.dynamic,
    faults: draft.faults,
    startsAtBoot: !/^no$/i.test(settingOf(settings, 'ONBOOT')?.value.text ?? ''),
    device,
    zone: settingOf(settings, 'ZONE')?.value.text || undefined,
    settings,
  };
}

function readSetting(
  draft: FactsDraft,
  device: string,
  { key, value }: ShellSetting,
  settings: readonly ShellSetting[],
): void {
  const number = /^IPADDR(\d*)$/.exec(key)?.[1];
  if (isVariable(value) || value.text === '') return;
  if (number !== undefined) draft.addAddress(device, value, { mask: maskOf(draft, settings, number) });
  else if (key === 'IPV6ADDR') draft.addAddress(device, value);
  else if (key === 'IPV6ADDR_SECONDARIES') {
    for (const word of wordsOf(value)) draft.addAddress(device, word);
  } else if (key === 'BOOTPROTO' && /^(?:dhcp|bootp)$/i.test(value.text)) draft.addDynamic(device, 4, value);
  else if (key === 'DHCPV6C' && /^yes$/i.test(value.text)) draft.addDynamic(device, 6, value);
}

/** The prefix of the address with a number: PREFIX wins over NETMASK. */
function maskOf(draft: FactsDraft, settings: readonly ShellSetting[], number: string): Mask | undefined {
  const prefix = settingOf(settings, `PREFIX${number}`)?.value;
  const netmask = settingOf(settings, `NETMASK${number}`)?.value;
  const written = prefix !== undefined && prefix.text !== '' ? prefix : netmask;
  if (written === undefined || written.text === '' || isVariable(written)) return undefined;
  const value = written === prefix ? readLength(written.text, 4) : prefixOfNetmask(written.text);
  if (value === undefined) draft.fault(written === prefix ? 'bad-prefix' : 'bad-netmask', written);
  return { prefix: value, place: placeOfPiece(draft.source, written) };
}

/** Written by a program that fills it in, or by a shell. */
function isVariable({ text }: Piece): boolean {
  return /[$`{}]/.test(text);
}
