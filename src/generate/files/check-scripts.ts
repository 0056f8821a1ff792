import { baseName } from '../../bundle/paths.ts';
import type { CheckPlan, HostPlan, ScriptPlan } from '../plan/types.ts';
import type { Templates } from '../template-helpers.ts';
import { whatFails } from '../what-fails.ts';
import { restartScript } from './helper-scripts.ts';
import type { OutputFile } from './types.ts';

/** The scripts of a host's checks; a command of the user's own has none. */
export function checkScripts(host: Pick<HostPlan, 'scripts'>, templates: Templates): OutputFile[] {
  return host.scripts.flatMap((script) => {
    const { path } = script;
    if (path === undefined) return [];
    const { template, view } = viewOf(script.check);
    return {
      path,
      text: templates.get(`check-script/${template}`)!({ ...commonView(script, path), ...view }),
      mode: 0o755,
    };
  });
}

function commonView(script: ScriptPlan, path: string): object {
  const { name, check, interval, timeout = interval } = script;
  const restart = 'restart' in check ? check.restart : undefined;
  const given = Math.min(interval, timeout);
  return {
    name,
    file: baseName(path),
    about: whatFails(check),
    interval,
    most: given,
    restart,
    helper: restartScript,
    ...timesWithin(given, restart !== undefined),
  };
}

/**
 * How long the parts of a script may take, so that all of it ends before keepalived ends it: the probe, what is left
 * to a probe that does not end when told to, and the call of systemd.
 */
function timesWithin(given: number, asks: boolean): object {
  const part = (share: number) => Math.max(0.01, Math.floor(given * share * 100) / 100);
  const limit = part(asks ? 0.6 : 0.75);
  return { limit, wholeLimit: Math.ceil(limit), kill: part(0.1), ask: part(0.15) };
}

interface View {
  readonly template: string;
  readonly view: object;
}

function viewOf(check: CheckPlan): View {
  switch (check.kind) {
    case 'nginx':
    case 'apache':
      return httpView(check.url, ['[1-4]??'], undefined);
    case 'http':
      return httpView(
        check.url,
        check.status.length === 0 ? ['2??', '3??'] : check.status.map(String),
        check.contains,
      );
    case 'haproxy':
      return check.socket === undefined ? processView('haproxy') : socketView(check.socket);
    case 'process':
      return processView(check.process);
    case 'command':
      throw new Error('a command of the user is no script of hacfg');
    default:
      return { template: check.kind, view: check };
  }
}

function httpView(url: string, patterns: readonly string[], contains: string | undefined): View {
  return {
    template: 'http',
    view: {
      url,
      contains,
      codePattern: patterns.join(' | '),
      statusPattern: patterns.map((pattern) => `status\\ ${pattern}`).join(' | '),
      anyAnswer: patterns.includes('[1-4]??'),
    },
  };
}

/** socat takes a colon, a comma and an exclamation mark for its own. */
function socketView(socket: string): View {
  return {
    template: 'haproxy',
    view: { socket, peer: `UNIX-CONNECT:${socket.replace(/[\\:,!"'([{]/g, '\\$&')}` },
  };
}

/** pgrep compares the name that the kernel keeps, 15 bytes of it, with a regular expression. */
function processView(process: string): View {
  const isPath = process.startsWith('/');
  const name = baseName(process).slice(0, 15);
  return {
    template: 'process',
    view: {
      path: isPath ? process : undefined,
      pattern: name.replace(/[^A-Za-z0-9_-]/g, '\\$&'),
      missing: `${process} does not run`,
    },
  };
}
