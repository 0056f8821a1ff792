import type { Place } from '../../grammar/source.ts';

/** Where hosts may run; `other` stands for networks that pass multicast on like any Ethernet. */
export const environmentNames = ['aws', 'azure', 'gcp', 'hcloud', 'openstack', 'docker', 'other'] as const;

export type EnvironmentName = (typeof environmentNames)[number];

/** What hacfg.yaml says of the network that the hosts of a cluster share. */
export interface Environment {
  readonly name: EnvironmentName;
  /** `multicast: true`: this network passes it on, although such networks mostly do not. */
  readonly multicast: boolean;
  readonly place: Place;
}

export function isEnvironmentName(text: string): text is EnvironmentName {
  return (environmentNames as readonly string[]).includes(text);
}
