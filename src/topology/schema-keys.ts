import type { z } from 'zod';
import type { YamlPath } from './problem.ts';

type Schema = z.core.$ZodType;

/** The keys that hacfg.yaml may have at a place. Of several forms that fit the value, all their keys. */
export function keysAt(root: Schema, path: YamlPath, value: unknown): string[] {
  let schemas = [root];
  let at = value;
  for (const step of path) {
    schemas = schemas.flatMap((schema) => unfold(schema, at)).flatMap((schema) => below(schema, step));
    at = typeof at === 'object' && at !== null ? (at as Record<string | number, unknown>)[step] : undefined;
  }
  const keys = schemas.flatMap((schema) => unfold(schema, at)).flatMap(ownKeys);
  return [...new Set(keys)];
}

function ownKeys(schema: Schema): string[] {
  const def = (schema as z.core.$ZodTypes)._zod.def;
  return def.type === 'object' ? Object.keys(def.shape) : [];
}

function below(schema: Schema, step: string | number): Schema[] {
  const def = (schema as z.core.$ZodTypes)._zod.def;
  if (def.type === 'object') return def.shape[step] === undefined ? [] : [def.shape[step]];
  if (def.type === 'record') return [def.valueType];
  return def.type === 'array' ? [def.element] : [];
}

/** What a schema is behind `optional` and the like; of a choice by `kind`, the form that the value has. */
function unfold(schema: Schema, value: unknown): Schema[] {
  const def = (schema as z.core.$ZodTypes)._zod.def;
  if (def.type === 'optional' || def.type === 'nullable') return unfold(def.innerType, value);
  if (def.type !== 'union') return [schema];
  const options = def.options.flatMap((option) => unfold(option, value));
  const kind = (value as { kind?: unknown } | null | undefined)?.kind;
  const fitting = options.filter((option) => kindOf(option) !== undefined && kindOf(option) === kind);
  return fitting.length > 0 ? fitting : options;
}

function kindOf(schema: Schema): unknown {
  const def = (schema as z.core.$ZodTypes)._zod.def;
  const kind = def.type === 'object' ? (def.shape.kind as z.core.$ZodTypes | undefined)?._zod.def : undefined;
  return kind?.type === 'literal' ? kind.values[0] : undefined;
}
