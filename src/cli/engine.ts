import type { Engine } from './io.ts';

/** The real engine. The parts are loaded when they are asked for. */
export const engine: Engine = {
  lint: async (request) => (await import('../lint/lint.ts')).lint(request),
  fix: async (request, options) => (await import('../lint/fix.ts')).fix(request, options),
  rules: async () => (await import('../lint/rules/index.ts')).rules,
};
