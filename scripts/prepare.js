// npm runs this after an installation from the sources (a checkout, a pre-commit environment) and before a package is
// made: builds what is to be run. Installing the package itself runs nothing.
import { execFileSync } from 'node:child_process';
import { createRequire } from 'node:module';
import { join } from 'node:path';

const canBuild = (() => {
  try {
    createRequire(import.meta.url).resolve('esbuild');
    return true;
  } catch {
    return false; // Installed without what it takes to build: the program says so when it is run.
  }
})();
if (canBuild) execFileSync(process.execPath, [join(import.meta.dirname, 'build.js')], { stdio: 'inherit' });
