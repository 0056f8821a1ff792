import type { IncludeHost } from '../../grammar/preprocess/include-host.ts';
import { readConfiguration } from '../../grammar/reader/reader.ts';
import type { SourceText } from '../../grammar/source.ts';
import { NEWEST } from '../../grammar/vocabulary/releases.ts';
import type { ReleaseName } from '../../grammar/vocabulary/types.ts';
import type { Environment } from '../bundle/environment.ts';
import type { HostFiles } from '../bundle/host-file.ts';
import type { HostAddress } from '../model/addresses.ts';
import type { Machine } from '../model/machine.ts';
import { buildNode, type NodeModel } from '../model/node.ts';
import type { NodeSource } from '../project/load.ts';

/** A main configuration file, ready to be read. */
export interface NodeInput {
  /** Host name as shown to people. */
  readonly name: string;
  readonly main: SourceText;
  readonly host: IncludeHost;
  /** What says that nodes belong together. */
  readonly bundle?: string | undefined;
  /** The host's own addresses, as far as the files around the configuration tell. */
  readonly addresses?: readonly HostAddress[];
  /** The files around it. */
  readonly files?: HostFiles | undefined;
  /** What kind of network it is in. */
  readonly environment?: Environment | undefined;
  readonly release?: ReleaseName | undefined;
  /** The config-id it runs with (`keepalived -i`); default: the host's name. */
  readonly configId?: string | undefined;
  /** The machine it runs on, where it may be looked at. */
  readonly machine?: Machine | undefined;
}

/**
 * A configuration as it is read under one config-id. Lines behind `@id` make one file many configurations; which
 * of them a host runs is known only when its name is one of the ids.
 */
export interface Variant {
  readonly node: NodeModel;
  /** The config-id it was read under; undefined: the only reading there is. */
  readonly configId: string | undefined;
}

/** What a project knows of a node. `target`: the release to read it by, whatever it runs. */
export function inputOf(source: NodeSource, target: string | undefined): NodeInput {
  return {
    name: source.hostName,
    main: source.source,
    host: source.includes,
    bundle: source.topology?.path,
    addresses: source.addresses,
    files: source.files,
    environment: source.environment,
    release: target ?? source.release,
  };
}

/** Every reading of a file that some host could make of it. */
export function readVariants(input: NodeInput): Variant[] {
  const own = input.configId ?? input.name;
  const first = readNode(input, own, input.name);
  const ids = first.configuration.conditionIds;
  if (ids.length === 0 || input.configId !== undefined || ids.includes(own)) {
    return [{ node: first, configId: undefined }];
  }
  const others = ids.map((id) => ({ node: readNode(input, id, id), configId: id }));
  return [{ node: first, configId: own }, ...others];
}

function isOfNone(ids: readonly string[], configId: string): boolean {
  return ids.length > 0 && !ids.includes(configId);
}

function readNode(input: NodeInput, configId: string, name: string): NodeModel {
  const release = input.release ?? NEWEST;
  const configuration = readConfiguration(input.main, { host: input.host, instance: configId, release });
  return buildNode(configuration, {
    name,
    release: input.release,
    bundle: input.bundle,
    addresses: input.addresses ?? [],
    files: input.files,
    machine: input.machine,
    environment: input.environment,
    isOfNoId: input.configId === undefined && isOfNone(configuration.conditionIds, configId),
  });
}
