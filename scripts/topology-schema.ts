// Writes schema/hacfg.schema.json, which editors complete and check hacfg.yaml by, from the schema that hacfg itself
// reads it with.
//
// usage: tsx scripts/topology-schema.ts [--check]    --check: only say whether it is up to date
import { readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { z } from 'zod';
import { topologySchema } from '../src/topology/schema.ts';

const path = join(resolve(import.meta.dirname, '..'), 'schema/hacfg.schema.json');

/** The JSON Schema as text. */
export function schemaText(): string {
  const schema = z.toJSONSchema(topologySchema, { io: 'input', reused: 'ref' });
  const { $schema, ...rest } = schema;
  const whole = {
    $schema,
    $id: 'https://github.com/hacfg/hacfg/blob/main/schema/hacfg.schema.json',
    title: 'hacfg.yaml',
    ...rest,
  };
  return `${JSON.stringify(whole, null, 1)}\n`;
}

if (process.argv[1] === import.meta.filename) {
  const text = schemaText();
  if (!process.argv.includes('--check')) writeFileSync(path, text);
  else if (readFileSync(path, 'utf8') !== text) {
    console.error('schema/hacfg.schema.json is out of date: npm run schema');
    process.exitCode = 1;
  }
}
