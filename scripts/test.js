// Runs the tests. The last line is `N passed, N failed`, and `, N skipped` if there were any, each with its reason.
//
// usage: node scripts/test.js [FILTER...]    only test files whose path contains a filter
//
// Exits with 1 when something failed or nothing ran, and, with HACFG_REQUIRE_ALL=1, when something was skipped but the
// tests over the collection of configurations beside the project, which is no part of it (test/support/reference.ts).
import { startVitest } from 'vitest/node';

const vitest = await startVitest('test', process.argv.slice(2), { watch: false, reporters: ['default'] });
const modules = vitest.state.getTestModules();
const tests = modules.flatMap((module) => [...module.children.allTests()]);
const unhandled = vitest.state.getUnhandledErrors().length;
await vitest.close();

const inState = (state) => tests.filter((test) => test.result().state === state);
const skipped = inState('skipped');
const passed = inState('passed').length;
// A file that cannot be loaded holds tests that nobody has counted.
const failed = inState('failed').length + modules.filter(brokenByItself).length + unhandled;

printSkipped();
console.log(`${passed} passed, ${failed} failed${skipped.length > 0 ? `, ${skipped.length} skipped` : ''}`);
const missed = skipped.filter((test) => !/\(skipped: \S+ is not there\)/.test(test.fullName));
const incomplete = missed.length > 0 && process.env.HACFG_REQUIRE_ALL === '1';
process.exitCode = failed > 0 || passed === 0 || incomplete ? 1 : 0;

/** Errors outside of tests: in the file itself, or before and after the tests of a group. */
function brokenByItself(module) {
  return (
    module.errors().length > 0 || [...module.children.allSuites()].some((suite) => suite.errors().length > 0)
  );
}

function printSkipped() {
  const byReason = new Map();
  for (const test of skipped) {
    const reason = test.result().note ?? 'no reason given';
    byReason.set(reason, [...(byReason.get(reason) ?? []), test]);
  }
  for (const [reason, group] of byReason) {
    console.log(`skipped (${reason}):`);
    for (const test of group) console.log(`  ${test.module.relativeModuleId} > ${test.fullName}`);
  }
}
