import { writeSync } from 'node:fs';
import { main } from '../../src/cli/main.ts';
import { processIo } from '../../src/cli/process-io.ts';
import { resultOf } from './kit.ts';

// The program in a process of its own, with an engine that finds as many errors as the environment says, or never ends.
const count = Number(process.env.FINDINGS ?? '1');
process.exitCode = await main({
  ...processIo(),
  engine: {
    lint: async ({ stdin }) => {
      if (process.env.HANG === '1') hang();
      const result = resultOf(...Array.from({ length: count }, () => 'error' as const));
      const name = stdin === undefined ? 'none' : `${stdin.filename}:${stdin.bytes.length}`;
      return {
        ...result,
        diagnostics: result.diagnostics.map((one) => ({ ...one, message: `stdin ${name}` })),
      };
    },
    fix: async () => {
      throw new Error('this engine fixes nothing');
    },
    rules: async () => [],
  },
});

function hang(): never {
  writeSync(2, 'working');
  for (;;) process.hrtime();
}
