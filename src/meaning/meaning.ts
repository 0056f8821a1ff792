import { keywordOf, type Statement, textOf } from '../../grammar/configuration.ts';
import type { NodeModel } from '../model/node.ts';
import type { Facts } from './facts.ts';
import { serviceFacts } from './lvs.ts';
import { rawOf } from './raw.ts';
import { groupFacts, instanceFacts, instanceKey, unusedDefinitions } from './vrrp.ts';

/** Something that two configurations of one host do not share. Undefined: there is nothing of it. */
export interface Difference {
  readonly fact: string;
  readonly before: string | undefined;
  readonly after: string | undefined;
}

/** Top-level blocks that are compared through the model. */
const resolved: ReadonlySet<string> = new Set([
  ...['global_defs', 'vrrp_instance', 'vrrp_sync_group', 'vrrp_script', 'track_file', 'vrrp_track_file'],
  ...['vrrp_track_process', 'virtual_server', 'virtual_server_group'],
]);

/** Settings of global_defs that the model hands on to instances, which are compared. */
const handedOn: ReadonlySet<string> = new Set([
  ...['router_id', 'vrrp_version', 'vrrp_strict', 'vrrp_mcast_group4', 'vrrp_mcast_group6'],
  ...['vrrp_skip_check_adv_addr', 'vrrp_check_unicast_src', 'vrrp_lower_prio_no_advert'],
  ...['vrrp_higher_prio_send_advert', 'vrrp_down_timer_adverts'],
]);

/**
 * What a node does, as the daemon takes it: defaults are resolved, names of blocks do not count, nor do order and
 * notation where the daemon does not care for them. `hostName`: the router_id of a host that says none.
 */
export function meaningOf(node: NodeModel, hostName = node.name): ReadonlyMap<string, string> {
  const facts: Facts = new Map();
  facts.set('router_id', node.globals.routerId.value ?? hostName);
  const globals = node.all('global_defs').flatMap((statement) => statement.block?.statements ?? []);
  for (const statement of globals) {
    if (!handedOn.has(keywordOf(statement)))
      add(facts, `global ${keywordOf(statement)}`, globalText(statement, node));
  }
  instanceFacts(node, facts);
  groupFacts(node, facts);
  for (const { kind, name, statement } of unusedDefinitions(node))
    facts.set(`unused ${kind} ${name}`, rawOf(statement, node.release));
  serviceFacts(node, facts);
  for (const statement of node.configuration.root.statements) {
    if (!resolved.has(keywordOf(statement)))
      add(facts, `top level ${keywordOf(statement)}`, rawOf(statement, node.release));
  }
  return facts;
}

/** The sync daemon follows an instance, which counts by what it is and not by its name. */
function globalText(statement: Statement, node: NodeModel): string {
  const [keyword, device, name, ...others] = statement.words.map(textOf);
  const instance = node.instances.find((one) => one.name === name);
  if (keyword !== 'lvs_sync_daemon' || instance === undefined) return rawOf(statement, node.release);
  return [keyword, device, `(${instanceKey(instance)})`, ...others].join(' ');
}

function add(facts: Facts, key: string, value: string): void {
  const known = facts.get(key);
  facts.set(key, known === undefined ? value : `${known}; ${value}`);
}

/** What differs between two configurations of one host; none: they mean the same. */
export function differences(before: NodeModel, after: NodeModel, hostName = before.name): Difference[] {
  const [one, other] = [meaningOf(before, hostName), meaningOf(after, hostName)];
  const facts = new Set([...one.keys(), ...other.keys()]);
  return [...facts].flatMap((fact) => {
    const difference = { fact, before: one.get(fact), after: other.get(fact) };
    return difference.before === difference.after ? [] : difference;
  });
}
