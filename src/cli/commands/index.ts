import type { CommandTable } from '../command.ts';

/** Every command, in the order of the help. A new one is a file here and a row below. */
export const commands: CommandTable = {
  lint: {
    describe: 'Check configurations, alone and against their peers',
    positional: '[paths..]',
    load: async () => (await import('./lint.ts')).lint,
  },
  init: {
    describe: 'Write a commented hacfg.yaml to start from',
    positional: '[shape]',
    load: async () => (await import('./init.ts')).init,
  },
  gen: {
    describe: 'Write every host’s files from hacfg.yaml',
    positional: '[file]',
    load: async () => (await import('./gen.ts')).gen,
  },
  import: {
    describe: 'Make a hacfg.yaml of existing configurations',
    positional: '<paths..>',
    load: async () => (await import('./import.ts')).importCommand,
  },
  rules: {
    describe: 'List the rules',
    positional: '[text..]',
    load: async () => (await import('./rules.ts')).rules,
  },
  explain: {
    describe: 'Say why a rule exists, with a bad and a good example',
    positional: '<rules..>',
    load: async () => (await import('./explain.ts')).explain,
  },
  completion: {
    describe: 'Print a script that completes hacfg in bash, zsh or fish',
    positional: '<shell>',
    load: async () => (await import('./completion.ts')).completion,
  },
};
