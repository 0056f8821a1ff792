import {
  argument,
  choice,
  decimal,
  flag,
  GROUP,
  INT_MAX,
  INT_MIN,
  int,
  optional,
  path,
  type Rows,
  script,
  table,
  text,
  USER,
  uint,
  unchecked,
  upTo,
  value,
  variadic,
} from './build.ts';
import { TRACK_PROCESS, VRRP } from './features.ts';
import type { BlockTable } from './types.ts';

const WHOLE_SECONDS =
  '3 decimal places since 2.3.2, whole seconds (min 1) before; 0 is reported and 1 used; other bad values: keyword ignored';

export const VRRP_SCRIPT: BlockTable = table('vrrp_script', '1.1.13', [VRRP], () => ({
  script: () =>
    script('Command to run; quote it when it has parameters.', {
      args: [argument('script', 'script')],
      repeat: 'override',
      onMissing: 'ok',
      required: true,
    }),
  interval: () =>
    value(decimal('secs', { min: 0.001, max: 4294 }), 'Time between runs; 0 becomes 1.', {
      default: 1,
      unit: 's',
      note: WHOLE_SECONDS,
      history: [upTo('2.0.6', unchecked('secs')), upTo('2.3.1', uint('secs', { min: 0, max: 4294 }))],
    }),
  timeout: () =>
    value(
      decimal('secs', { min: 0.001, max: 4294 }),
      'Time after which a run counts as failed; 0 becomes 1.',
      {
        since: '1.2.6',
        default: 'interval',
        unit: 's',
        note: WHOLE_SECONDS,
        history: [upTo('2.0.6', unchecked('secs')), upTo('2.3.1', uint('secs', { min: 0, max: 4294 }))],
      },
    ),
  weight: () =>
    value(
      [int('weight', { min: -253, max: 253 }), optional(choice('opt', ['reverse']))],
      'Priority change; 0 makes failure a fault.',
      {
        default: 0,
        history: [
          upTo('2.0.6', unchecked('weight', 'int')),
          upTo('2.0.17', int('weight', { min: -253, max: 253 })),
        ],
      },
    ),
  rise: () =>
    value(uint('count', { min: 1, max: INT_MAX }), 'Successes needed to become good.', {
      since: '1.1.18',
      default: 1,
      onBad: 'default',
      history: [upTo('2.0.6', unchecked('count'))],
    }),
  fall: () =>
    value(uint('count', { min: 1, max: INT_MAX }), 'Failures needed to become bad.', {
      since: '1.1.18',
      default: 1,
      onBad: 'default',
      history: [upTo('2.0.6', unchecked('count'))],
    }),
  init_fail: () => flag('Count as failed until the first run.', { since: '1.3.2' }),
  user: () =>
    value([USER, optional(GROUP)], 'User and group of the script.', {
      since: '1.3.0',
      default: 'script_user',
      onBad: 'drop-block',
    }),
}));

/** Both names of the block take the same keywords. */
const trackedFile = (): Rows => ({
  file: () =>
    value(path('path'), 'File to watch.', {
      repeat: 'warn-ignore',
      onMissing: 'message',
      required: true,
    }),
  weight: () =>
    value(
      [int('weight', { min: -254, max: 254 }), optional(choice('opt', ['reverse']))],
      'Factor applied to the number in the file; 0 makes a non-zero number a fault.',
      {
        default: 1,
        repeat: 'warn-ignore',
        onBad: 'default',
        onMissing: 'message',
        history: [
          upTo('2.0.6', unchecked('weight', 'int')),
          upTo('2.0.17', int('weight', { min: -254, max: 254 })),
        ],
      },
    ),
  init_file: () =>
    value(
      [optional(int('value', { min: INT_MIN, max: INT_MAX })), optional(choice('opt', ['overwrite']))],
      'Create the file with this number; overwrite replaces an existing one.',
      {
        default: 0,
        onExtra: 'message',
        note: 'values outside -254..254 are reported',
        history: [upTo('2.0.6', optional(unchecked('value', 'int')), optional(choice('opt', ['overwrite'])))],
      },
    ),
});

export const TRACK_FILE: BlockTable = table('track_file', '2.1.0', [], trackedFile);

export const VRRP_TRACK_FILE: BlockTable = table('vrrp_track_file', '2.0.0', [VRRP], trackedFile);

const trackedProcess = (): Rows => ({
  process: () =>
    value([text('path'), optional(variadic(text('param')))], 'Command, and parameters to compare.', {
      repeat: 'warn-ignore',
      required: true,
    }),
  param_match: () =>
    value(
      optional(choice('mode', ['initial', 'partial'])),
      'How parameters are compared; bare means all of them.',
      { since: '2.0.16', default: 'none' },
    ),
  full_command: () => flag('Match the command line instead of the process name.'),
  weight: () =>
    value(
      [int('weight', { min: -254, max: 254 }), optional(choice('opt', ['reverse']))],
      'Priority change; 0 makes absence a fault.',
      {
        default: 0,
        repeat: 'warn-ignore',
        onMissing: 'message',
        note: 'the manual says 1, the daemon uses 0: FAULT when the process is missing',
        history: [upTo('2.0.17', int('weight', { min: -254, max: 254 }))],
      },
    ),
  quorum: () => value(uint('count', { min: 1, max: 65535 }), 'Processes needed.', { default: 1 }),
  quorum_max: () =>
    value(uint('count', { min: 0, max: 65535 }), 'Processes allowed at most.', {
      since: '2.0.16',
      default: 'no limit',
    }),
  delay: () =>
    value(decimal('secs', { min: 0.000001, max: 3600 }), 'Sets both fork_delay and terminate_delay.', {
      default: 0,
      unit: 's',
    }),
  fork_delay: () =>
    value(decimal('secs', { min: 0.000001, max: 3600 }), 'Wait after quorum is reached.', {
      since: '2.0.16',
      default: 0,
      unit: 's',
    }),
  terminate_delay: () =>
    value(decimal('secs', { min: 0.000001, max: 3600 }), 'Wait after quorum is lost.', {
      since: '2.0.16',
      default: 0,
      unit: 's',
    }),
});

export const VRRP_TRACK_PROCESS: BlockTable = table(
  'vrrp_track_process',
  '2.0.11',
  [VRRP, TRACK_PROCESS],
  trackedProcess,
);
