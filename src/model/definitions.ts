import { argumentOf, type Statement, textOf, type Word } from '../../grammar/configuration.ts';
import { readSocketAddress } from '../../grammar/values/socket-address.ts';
import type { IpAddress } from './addresses.ts';
import { inherited, Known } from './known.ts';
import { decimal, firstUsable, flag, lastOrDefault, lastUsable, text, unsigned } from './readings.ts';
import { integerIn, StatementIndex } from './statements.ts';
import type { BfdInstance, TrackedDefinition, TrackFile, TrackProcess, TrackScript } from './tracking.ts';

const maxCount = 2147483647;
/** Longest interval and timeout of a script, in seconds. */
const maxScriptTime = 4294;

export function readAddress(word: Word | undefined): IpAddress | undefined {
  return word === undefined ? undefined : readSocketAddress(textOf(word)).address;
}

interface Common {
  readonly name: string;
  readonly statement: Statement;
  readonly weight: Known<number>;
  readonly reverse: boolean;
}

function common(statement: Statement, weight: Known<number>): Common {
  const reverse = weight.statement !== undefined && argumentOf(weight.statement, 2) === 'reverse';
  return { name: argumentOf(statement) ?? '', statement, weight, reverse };
}

const weightWithin = (limit: number) => (word: Word | undefined) => integerIn(word, -limit, limit);

/** vrrp_script (keepalived vrrp_parser.c: vrrp_script_handler and what follows it). */
export function readScript(statement: Statement): TrackScript {
  const index = new StatementIndex([statement.block]);
  const interval = lastUsable(index.all('interval'), scriptTime, 1);
  const timeout = lastUsable(index.all('timeout'), scriptTime, undefined);
  return {
    ...common(statement, lastUsable(index.all('weight'), weightWithin(253), 0)),
    kind: 'script',
    command: lastUsable(index.all('script'), text, undefined),
    interval,
    timeout: timeout.value === undefined ? inherited(interval) : ofNumber(timeout),
    rise: lastOrDefault(index.all('rise'), unsigned(1, maxCount), 1),
    fall: lastOrDefault(index.all('fall'), unsigned(1, maxCount), 1),
    user: lastUsable(index.all('user'), text, undefined),
    initFail: flag(index.all('init_fail')),
  };
}

/** 0 is refused, but means one second. */
function scriptTime(word: Word | undefined): number | undefined {
  const seconds = decimal(0, maxScriptTime)(word);
  return seconds === 0 ? 1 : seconds;
}

function ofNumber(known: Known<number | undefined>): Known<number> {
  return new Known(known.value ?? 0, known.origin, known.statement, known.word);
}

/** track_file and vrrp_track_file. */
export function readTrackFile(statement: Statement): TrackFile {
  const index = new StatementIndex([statement.block]);
  return {
    ...common(statement, firstUsable(index.all('weight'), weightWithin(254), 1)),
    kind: 'file',
    file: firstUsable(index.all('file'), text, undefined),
  };
}

/** vrrp_track_process. The manual gives 1 as default of its weight; the daemon uses 0. */
export function readTrackProcess(statement: Statement): TrackProcess {
  const index = new StatementIndex([statement.block]);
  return {
    ...common(statement, firstUsable(index.all('weight'), weightWithin(254), 0)),
    kind: 'process',
    process: firstUsable(index.all('process'), text, undefined),
    quorum: lastUsable(index.all('quorum'), unsigned(1, 65535), 1),
    quorumMax: lastUsable(index.all('quorum_max'), unsigned(0, 65535), undefined),
    delay: lastUsable(index.all('delay'), decimal(0.000001, 3600), 0),
    fullCommand: flag(index.all('full_command')),
  };
}

/** bfd_instance. */
export function readBfdInstance(statement: Statement): BfdInstance {
  const index = new StatementIndex([statement.block]);
  const neighbors = [...index.all('neighbor_ip'), ...index.all('neighbour_ip')];
  const forVrrp = index.last('vrrp') !== undefined;
  const forCheckers = index.last('checker') !== undefined;
  return {
    ...common(statement, lastUsable(index.all('weight'), weightWithin(253), 0)),
    kind: 'bfd',
    neighbor: lastUsable(neighbors, readAddress, undefined),
    source: lastUsable(index.all('source_ip'), readAddress, undefined),
    forVrrp: forVrrp || !forCheckers,
    forCheckers: forCheckers || !forVrrp,
  };
}

/**
 * Definitions by kind and name, with their position among the statements of the top level: the daemon looks a name up
 * while it reads the entry that uses it.
 */
export class Definitions {
  private readonly byName = new Map<string, TrackedDefinition>();
  private readonly order: ReadonlyMap<Statement, number>;

  constructor(definitions: readonly TrackedDefinition[], order: ReadonlyMap<Statement, number>) {
    this.order = order;
    for (const definition of definitions) {
      const key = `${definition.kind} ${definition.name}`;
      // A second block of one name is never found by it.
      if (!this.byName.has(key)) this.byName.set(key, definition);
    }
  }

  find(kind: TrackedDefinition['kind'], name: string): TrackedDefinition | undefined {
    return this.byName.get(`${kind} ${name}`);
  }

  /** Whether `definition` stands above the top-level statement `user`. */
  standsBefore(definition: TrackedDefinition, user: Statement): boolean {
    return (this.order.get(definition.statement) ?? 0) < (this.order.get(user) ?? 0);
  }
}
