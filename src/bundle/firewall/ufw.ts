import type { Place } from '../../../grammar/source.ts';
import type { Family } from '../../../grammar/values/address.ts';
import type { HostFile, HostFiles } from '../host-file.ts';
import { contentOf } from '../parsers.ts';
import type { Packet } from './packet.ts';
import { type FilterChain, type FilterRule, type Judgement, judge, type Ruleset } from './ruleset.ts';

/** A setting of a shell-like file, and where its value stands. */
interface Setting {
  readonly value: string;
  readonly place: Place;
}

/**
 * What ufw makes of a packet: its chains in the order in which ufw-init hangs them in, then the policy. undefined: it
 * is not switched on, or not all of its files are at hand (ufw-framework(8)).
 */
export function judgeUfw(files: HostFiles, packet: Packet): Judgement | undefined {
  const enabled = settingOf(files.at('/etc/ufw/ufw.conf'), 'ENABLED');
  if (enabled?.value.toLowerCase() !== 'yes') return undefined;
  const suffix = packet.family === 6 ? '6' : '';
  const rulesets = ['before', 'user', 'after'].flatMap(
    (name) => rulesetOf(files, `/etc/ufw/${name}${suffix}.rules`) ?? [],
  );
  // Without before.rules nothing is known of what the host lets in.
  if (rulesetOf(files, `/etc/ufw/before${suffix}.rules`) === undefined) return undefined;
  const policy = settingOf(files.at('/etc/default/ufw'), 'DEFAULT_INPUT_POLICY');
  const known = rulesets.flatMap((ruleset) => ruleset.chains);
  // A chain that is not at hand is not hung in: nothing is known of it.
  const hung = ['before', 'user', 'after']
    .map((name) => `ufw${suffix}-${name}-input`)
    .filter((name) => known.some((chain) => chain.name === name));
  const input = inputChain(hung, packet.family, policy, enabled.place);
  const chains = [...known, input].map((chain) => ({ ...chain, families: [packet.family] }));
  return judge({ chains, faults: [], isOpen: rulesets.some(({ isOpen }) => isOpen) }, packet);
}

function rulesetOf(files: HostFiles, path: string): Ruleset | undefined {
  const file = files.at(path);
  return file?.kind === 'ufw' ? contentOf(file as HostFile<'ufw'>) : undefined;
}

function inputChain(
  hung: readonly string[],
  family: Family,
  policy: Setting | undefined,
  enabled: Place,
): FilterChain {
  const jumps = hung.map(
    (chain): FilterRule => ({ conditions: [], verdict: { kind: 'jump', chain }, place: enabled }),
  );
  return {
    name: 'INPUT',
    table: 'filter',
    hook: 'input',
    families: [family],
    // What ufw sets without the file.
    policy: policy?.value.toUpperCase() === 'ACCEPT' ? 'accept' : 'drop',
    policyPlace: policy?.place ?? enabled,
    rules: jumps,
  };
}

/** `NAME="value"` of a file that a shell reads. */
function settingOf(file: HostFile | undefined, name: string): Setting | undefined {
  if (file === undefined) return undefined;
  const match = new RegExp(`^[ \\t]*${name}=(["']?)([^"'\\s#]*)\\1`, 'm').exec(file.source.text);
  if (match === null) return undefined;
  const end = match.index + match[0].length - match[1]!.length;
  return { value: match[2]!, place: file.source.origin({ start: end - match[2]!.length, end }) };
}
