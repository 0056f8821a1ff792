import { expect, it } from 'vitest';
import { shapes } from '../../src/topology/shapes/index.ts';
import { features } from '../generate/features.ts';
import { generateFrom } from '../generate/kit.ts';
import { complaintsAbout } from './accepted.ts';
import { unavailable } from './available.ts';
import { findDaemon } from './daemon.ts';

const why = await unavailable();
const daemon = findDaemon();

it('the daemon accepts what is generated from every shape of hacfg init, without a word', async (context) => {
  if (why !== undefined || typeof daemon === 'string') return context.skip(why);
  const clusters = await Promise.all(
    shapes.map(async ({ name, text }) => {
      const made = await generateFrom(text, { failLevel: 'warning' });
      return { name, hosts: made.kind === 'done' ? made.hosts : [] };
    }),
  );
  expect(clusters.filter(({ hosts }) => hosts.length === 0)).toEqual([]);
  expect(await complaintsAbout(daemon, clusters)).toEqual([]);
}, 120_000);

it('the daemon accepts every feature of hacfg.yaml without a word', async (context) => {
  if (why !== undefined || typeof daemon === 'string') return context.skip(why);
  const asked = features.filter(({ yaml }) => !yaml.includes('keepalived:'));
  const clusters = await Promise.all(
    asked.map(async ({ what, yaml, env = {} }) => {
      const made = await generateFrom(yaml, { env, failLevel: 'warning' });
      return { name: what.replace(/\W+/g, '-'), hosts: made.kind === 'done' ? made.hosts : [] };
    }),
  );
  expect(clusters.filter(({ hosts }) => hosts.length === 0)).toEqual([]);
  expect(await complaintsAbout(daemon, clusters)).toEqual([]);
}, 120_000);
