import { measureFolder } from './folder.ts';
import { measureGenerate } from './generate.ts';
import { measureExpansion, measureParser } from './parser.ts';
import { measureStartup } from './startup.ts';

/** Prints the figures that the budgets of ARCHITECTURE.md are about. */
for (const { name, megabytes, cold, warm } of measureParser()) {
  console.log(
    `${name.padEnd(8)} ${megabytes.toFixed(1)} MB  warm ${warm.toFixed(1)} MB/s  cold ${cold.toFixed(1)} MB/s`,
  );
}
console.log(`loops     ${(measureExpansion() / 1000).toFixed(0)} thousand lines/s`);
const startup = await measureStartup();
console.log(
  `start-up  lint of a pair ${startup.lintMs.toFixed(0)} ms, node -e 0 ${startup.nodeMs.toFixed(0)} ms, ratio ${startup.ratio.toFixed(2)}`,
);

for (const pairs of [100, 200]) {
  console.log(`folder    lint of ${pairs} pairs ${(measureFolder(pairs) / 1000).toFixed(2)} s`);
}

// The second cluster is twice the first, and takes twice the time or a little less.
for (const [hosts, services] of [
  [200, 1000],
  [400, 2000],
] as const) {
  const { bestMs, medianMs } = measureGenerate(hosts, services);
  console.log(
    `gen       ${hosts} hosts, ${services} services: ${(bestMs / 1000).toFixed(2)} s, median ${(medianMs / 1000).toFixed(2)} s`,
  );
}
