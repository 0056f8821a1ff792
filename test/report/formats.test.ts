import { describe, expect, it } from 'vitest';
import { formats } from '../../src/report/formats.ts';
import { options } from './kit.ts';
import { scenes } from './scenes.ts';

/** After an intended change: `npx vitest run test/report --update`, then read the difference. */
describe.each(Object.entries(formats))('the %s report', (name, format) => {
  it.each(Object.entries(scenes))('of %s', async (scene, { report, options: special }) => {
    const render = await format.load();
    const text = render(report, options(special));
    await expect(text).toMatchFileSnapshot(`golden/${scene}.${name}.txt`);
  });
});
