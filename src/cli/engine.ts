import type { Engine } from './io.ts';

/** The real engine. The parts are loaded when they are asked for. */
export const engine: Engine = {
  lint: async (request) => (await import('../lint/lint.ts')).lint(request),
  rules: async () => (await import('../lint/rules/index.ts')).rules,
};
