import { type Paint, plain } from '../report/paint.ts';
import type { Arguments } from './command.ts';
import { UsageError } from './errors.ts';
import type { Io, Output } from './io.ts';

export type ColorMode = 'auto' | 'always' | 'never';

/** What `--color` and `--no-color` ask of a command. Throws UsageError. */
export function colorMode(args: Arguments, command: string): ColorMode {
  if (args.flags.has('no-color')) return 'never';
  const mode = args.values.color ?? 'auto';
  if (mode === 'auto' || mode === 'always' || mode === 'never') return mode;
  throw new UsageError(`--color takes auto, always or never, not ${mode}`, command);
}

/**
 * Number of colours for one stream, in chalk's levels: 0 none, 1 sixteen, 2 two hundred and fifty-six, 3 all.
 * The option counts first; then FORCE_COLOR, which outdoes NO_COLOR as in Node itself; then NO_COLOR; then whether
 * a person is watching.
 */
export function colorLevel(mode: ColorMode, env: Io['env'], stream: Pick<Output, 'isTTY'>): 0 | 1 | 2 | 3 {
  if (mode !== 'auto') return mode === 'always' ? terminalLevel(env) : 0;
  const forced = env.FORCE_COLOR;
  if (forced !== undefined && forced !== '') return forcedLevel(forced, env);
  if ((env.NO_COLOR ?? '') !== '' || env.TERM === 'dumb') return 0;
  return stream.isTTY ? terminalLevel(env) : 0;
}

/** The colours to draw with. chalk is loaded only when there are any. */
export async function paintFor(
  mode: ColorMode,
  env: Io['env'],
  stream: Pick<Output, 'isTTY'>,
): Promise<Paint> {
  const level = colorLevel(mode, env, stream);
  return level === 0 ? plain : (await import('./chalk-paint.ts')).chalkPaint(level);
}

function forcedLevel(forced: string, env: Io['env']): 0 | 1 | 2 | 3 {
  if (forced === '0' || forced === 'false') return 0;
  if (forced === '2') return 2;
  return forced === '3' ? 3 : forced === '1' ? 1 : terminalLevel(env);
}

function terminalLevel(env: Io['env']): 1 | 2 | 3 {
  if (/^(?:truecolor|24bit)$/.test(env.COLORTERM ?? '')) return 3;
  return /256/.test(env.TERM ?? '') ? 2 : 1;
}
