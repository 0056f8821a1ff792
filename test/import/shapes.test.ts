import { describe, expect, it } from 'vitest';
import { shapes } from '../../src/topology/shapes/index.ts';
import { features } from '../generate/features.ts';
import { configurationsOf } from '../generate/kit.ts';
import { importTexts } from './kit.ts';

describe('what hacfg gen has written can be imported, and is then written alike', () => {
  it.each([
    ...shapes.map(({ name, text }) => ({ name, yaml: text, env: {} })),
    ...features.map(({ what, yaml, env = {} }) => ({ name: what, yaml, env })),
  ])('$name', async ({ yaml, env }) => {
    const texts = Object.fromEntries(await configurationsOf(yaml, { env }));
    const { verdict, imported } = await importTexts(texts);
    expect(verdict).toMatchObject({ kind: 'same', differences: [] });
    expect(imported.text.routers).toBeDefined();
  });
});
