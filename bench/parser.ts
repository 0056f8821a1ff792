import { parse } from '../grammar/parser.ts';
import { noIncludes } from '../grammar/preprocess/include-host.ts';
import { readConfiguration } from '../grammar/reader/reader.ts';
import { SourceText } from '../grammar/source.ts';
import { NEWEST } from '../grammar/vocabulary/releases.ts';
import { loops, virtualServers } from './workloads.ts';

/** Megabytes a second: the best of several runs, and the first. */
export interface Throughput {
  readonly name: string;
  readonly megabytes: number;
  readonly cold: number;
  readonly warm: number;
}

function measure(name: string, text: string, run: (source: SourceText) => unknown): Throughput {
  const megabytes = Buffer.byteLength(text) / 1e6;
  const speeds: number[] = [];
  for (let round = 0; round < 8; round++) {
    const start = process.hrtime.bigint();
    run(new SourceText('bench.conf', text));
    speeds.push(megabytes / (Number(process.hrtime.bigint() - start) / 1e9));
  }
  return { name, megabytes, cold: speeds[0]!, warm: Math.max(...speeds) };
}

/** The parser alone, and the whole way to a configuration, over `megabytes` of virtual servers. */
export function measureParser(servers = 4100): Throughput[] {
  const text = virtualServers(servers);
  return [
    measure('parser', text, parse),
    measure('reader', text, (source) =>
      readConfiguration(source, { host: noIncludes, instance: 'bench', release: NEWEST }),
    ),
  ];
}

/** Lines a second that come out of loops and definitions, once warm. */
export function measureExpansion(outer = 300, inner = 100): number {
  const source = new SourceText('bench.conf', loops(outer, inner));
  const lines = outer * (1 + inner * 4);
  let best = 0;
  for (let round = 0; round < 5; round++) {
    const start = process.hrtime.bigint();
    readConfiguration(source, { host: noIncludes, instance: 'bench', release: NEWEST });
    best = Math.max(best, lines / (Number(process.hrtime.bigint() - start) / 1e9));
  }
  return best;
}
