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

const generate = measureGenerate();
console.log(
  `gen       ${generate.hosts} hosts, ${generate.services} services: ${(generate.bestMs / 1000).toFixed(2)} s, median ${(generate.medianMs / 1000).toFixed(2)} s`,
);
