import {
  argument,
  choice,
  flag,
  int,
  optional,
  path,
  type Row,
  type RowGroup,
  text,
  UINT_MAX,
  uint,
  unchecked,
  upTo,
  value,
  variadic,
} from './build.ts';
import { INCLUDE_CHECKS } from './enums.ts';
import { BFD, LVS, RELOAD, VRRP } from './features.ts';

// What can be said of each process

const nice = (): Row =>
  value(int('nice', { min: -20, max: 19 }), 'Nice value of the process.', {
    default: 'unchanged',
    onMissing: 'message',
    history: [upTo('2.0.6', unchecked('nice', 'int'))],
  });
const noSwap = (): Row => flag('Lock the memory of the process.');
const rtPriority = (): Row =>
  value(int('prio', { min: 1, max: 99 }), 'Real time priority of the process.', {
    onBad: 'clamp',
    onMissing: 'message',
    history: [upTo('2.0.6', unchecked('prio', 'int'))],
  });
const rttime = (): Row =>
  value(uint('limit', { min: 1, max: UINT_MAX }), 'Limit of uninterrupted real time CPU use; 1 becomes 2.', {
    default: 10000,
    unit: 'us',
  });
const rtime = (): Row =>
  value(uint('limit', { min: 1, max: UINT_MAX }), 'Misspelt old name.', {
    unit: 'us',
    history: [upTo('2.0.6', unchecked('limit'))],
  });
const cpuAffinity = (): Row =>
  value(
    variadic(uint('cpu', { min: 0 })),
    'CPU numbers the process may use; the highest depends on the machine.',
    { onMissing: 'message' },
  );
const processName = (): Row =>
  value(text('name'), 'Process name, at most 15 characters.', {
    onBad: 'truncate',
  });

/** The processes of the daemon and how it reloads. */
export const globalProcess: RowGroup = {
  requires: [],
  rows: () => ({
    // Names
    process_names: () => flag('Give the child processes distinct default names.', { since: '2.0.16' }),
    process_name: () => ({ ...processName(), since: '2.0.16' }),
    vrrp_process_name: () => ({ ...processName(), since: '2.0.16', requires: [VRRP] }),
    checker_process_name: () => ({ ...processName(), since: '2.2.0', requires: [LVS] }),
    lvs_process_name: () =>
      value(text('name'), 'Old name of checker_process_name.', {
        since: '2.0.16',
        deprecated: 'checker_process_name',
        onBad: 'truncate',
        requires: [LVS],
      }),
    bfd_process_name: () => ({ ...processName(), since: '2.0.16', requires: [BFD] }),

    // Nice values and memory
    vrrp_priority: () => ({ ...nice(), since: '1.2.20', requires: [VRRP] }),
    checker_priority: () => ({ ...nice(), since: '1.2.20', requires: [LVS] }),
    bfd_priority: () => ({ ...nice(), since: '2.0.0', requires: [BFD] }),
    vrrp_no_swap: () => ({ ...noSwap(), since: '1.2.20', requires: [VRRP] }),
    checker_no_swap: () => ({ ...noSwap(), since: '1.2.20', requires: [LVS] }),
    bfd_no_swap: () => ({ ...noSwap(), since: '2.0.0', requires: [BFD] }),

    // Real time scheduling
    vrrp_rt_priority: () => ({ ...rtPriority(), since: '2.0.0', requires: [VRRP] }),
    checker_rt_priority: () => ({ ...rtPriority(), since: '2.0.0', requires: [LVS] }),
    bfd_rt_priority: () => ({ ...rtPriority(), since: '2.0.0', requires: [BFD] }),
    vrrp_rlimit_rttime: () => ({ ...rttime(), since: '2.1.0', requires: [VRRP] }),
    checker_rlimit_rttime: () => ({ ...rttime(), since: '2.1.0', requires: [LVS] }),
    bfd_rlimit_rttime: () => ({ ...rttime(), since: '2.1.0', requires: [BFD] }),
    vrrp_rlimit_rtime: () => ({
      ...rtime(),
      since: '2.0.0',
      deprecated: 'vrrp_rlimit_rttime',
      requires: [VRRP],
    }),
    checker_rlimit_rtime: () => ({
      ...rtime(),
      since: '2.0.0',
      deprecated: 'checker_rlimit_rttime',
      requires: [LVS],
    }),
    bfd_rlimit_rtime: () => ({
      ...rtime(),
      since: '2.0.0',
      deprecated: 'bfd_rlimit_rttime',
      requires: [BFD],
    }),
    max_auto_priority: () =>
      value(
        optional(int('prio', { min: -1, max: 99 })),
        'Highest real time priority the daemon may give itself; -1 silences the start-up hint, no value means the maximum.',
        { since: '2.1.0', default: 0 },
      ),
    min_auto_priority_delay: () =>
      value(uint('delay', { min: 1, max: 10000000 }), 'Scheduling delay that triggers a priority increase.', {
        since: '2.1.0',
        default: 1000000,
        unit: 'us',
        onMissing: 'message',
      }),

    // Processors
    vrrp_cpu_affinity: () => ({ ...cpuAffinity(), since: '2.0.17', requires: [VRRP] }),
    checker_cpu_affinity: () => ({ ...cpuAffinity(), since: '2.0.17', requires: [LVS] }),
    bfd_cpu_affinity: () => ({ ...cpuAffinity(), since: '2.0.17', requires: [BFD] }),

    // Files and reload
    umask: () =>
      value(variadic(argument('mask', 'umask')), 'File mode mask: a number, or IRUSR|IWGRP... words.', {
        since: '2.0.9',
        note: 'ignored when --umask is on the command line',
        history: [{ until: '2.2.7', note: 'without IRWXU, IRWXG and IRWXO' }],
      }),
    tmp_config_directory: () =>
      value(path('dir'), 'Where the copy of the configuration for the children is kept.', {
        since: '2.2.0',
        repeat: 'warn-ignore',
        onMissing: 'message',
        note: 'fixed at reload',
      }),
    config_save_dir: () =>
      value(path('dir'), 'Directory that receives a copy of every configuration read.', {
        since: '2.2.3',
        requires: [RELOAD],
      }),
    include_check: () =>
      value(optional(variadic(choice('type', INCLUDE_CHECKS))), 'Which missing include files are errors.', {
        since: '2.2.0',
        requires: [RELOAD],
        note: 'no value resets; a plain word is allowed only first',
      }),
    reload_check_config: () =>
      value(optional(path('log')), 'Test the configuration before a reload; optional log file.', {
        since: '2.2.0',
        default: 'off (log /dev/null)',
        requires: [RELOAD],
      }),
    reload_file: () =>
      value(optional(path('path')), 'File that exists while a reload is under way.', {
        since: '2.2.0',
        default: 'pid directory',
        requires: [RELOAD],
      }),
    reload_time_file: () =>
      value(path('path'), 'File holding the time of the next reload.', {
        since: '2.1.0',
        onMissing: 'message',
        onExtra: 'message',
        note: 'more than one word is refused',
        requires: [RELOAD],
      }),
    reload_repeat: () =>
      flag('Keep watching the time file after a reload.', { since: '2.1.0', requires: [RELOAD] }),
    random_seed: () => value(uint('seed'), 'Seed of the random generator, for tests.', { since: '2.0.15' }),
  }),
};
