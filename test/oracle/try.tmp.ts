import { basename } from 'node:path';
import { findDaemon } from './daemon.ts';
import { judgeAll } from './judge.ts';
import * as live from './live.ts';
const d = findDaemon(); if (typeof d === 'string') throw new Error(d);
const cols = [...live.fixtureCollections(), ...live.exampleCollections(), ...live.recordedCollections()].filter(c => process.argv.length<3 || process.argv.slice(2).some(a=>c.name.includes(a)));
for (const c of cols) {
  const t = Date.now();
  const js = await judgeAll(d, c.cases, [c.folder]);
  console.log(c.name, js.length, 'open', js.filter(j=>!j.agrees).length, (Date.now()-t)/1000);
  for (const j of js.filter(j=>!j.agrees)) {
    console.log(' ', j.question.id);
    for (const m of j.missed) console.log('    missed', m.line, m.text);
    for (const m of j.falseErrors) console.log('    false', m.place.source.position(m.place.span.start).line, m.rule, m.message);
  }
}
