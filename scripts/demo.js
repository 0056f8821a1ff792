// Shows hacfg at work on the configurations of a tutorial: usage: npm run demo
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const examples = join(root, 'examples', 'tutorial');

const cases = [
  {
    about:
      'Two web servers, nginx and one VIP. Each file looks right; together they never fail over as intended.',
    folder: 'case1',
    hosts: ['web1', 'web2'],
  },
  {
    about: 'Two directors with LVS in front of two real servers.',
    folder: 'case2',
    hosts: ['dir1', 'dir2'],
  },
];

const failures = cases.filter((example) => !show(example));
process.exitCode = failures.length > 0 ? 1 : 0;

/** Lints one case. Findings are what there is to see; only a tool that cannot do its job is a failure. */
function show({ about, folder, hosts }) {
  const files = hosts.map((host) => `${host}/keepalived.conf`);
  const cwd = join(examples, folder);
  if (!existsSync(cwd)) {
    console.error(`${cwd} is missing`);
    return false;
  }
  console.log(`\n${about}\n\n  examples/tutorial/${folder}$ hacfg lint ${files.join(' ')}\n`);
  const { status } = spawnSync(process.execPath, [join(root, 'bin', 'hacfg.js'), 'lint', ...files], {
    cwd,
    stdio: 'inherit',
  });
  return status === 0 || status === 1;
}
