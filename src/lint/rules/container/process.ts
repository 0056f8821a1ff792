import type { Container } from '../../../bundle/container.ts';
import { readDaemonCommand } from '../../../bundle/daemon-command.ts';
import type { Finding } from '../../../diagnostics/diagnostic.ts';

/** How long the daemon may take to give up its VIPs (keepalived core/main.c: sigend). */
const STOP_SECONDS = 5;
/** Signals at which the daemon cleans up. */
const cleanSignals: ReadonlySet<string> = new Set(['TERM', 'INT', '15', '2']);

/** The container as a subject. */
export function nameOf({ kind, name }: Container): string {
  if (kind === 'dockerfile') return 'The image';
  return kind === 'compose' ? `Service ${name}` : `Container ${name}`;
}

/** How the daemon is started. */
export function commandOf(container: Container): Finding[] {
  const { command } = container;
  if (command === undefined) return [];
  const [first, ...rest] = command.words;
  const words = first === 'exec' ? rest : command.words;
  const at = words.findIndex((word) => /(?:^|\/)keepalived$/.test(word));
  const end = words.findIndex((word, index) => index > at && /^(?:;|&&|\|\||&|\|)/.test(word));
  const daemon = at === -1 ? undefined : readDaemonCommand(words.slice(at, end === -1 ? undefined : end));
  const isAlone = at === 0 && end === -1;
  if (daemon !== undefined && isAlone && !daemon.staysInForeground && !daemon.isOpen)
    return [
      {
        place: command.place,
        message: `${nameOf(container)} runs keepalived without --dont-fork`,
        why: 'keepalived goes to the background and its first process ends, and the container with it.',
        label: 'the container ends at once',
        help: 'keepalived --dont-fork --log-console',
      },
    ];
  if (command.form === 'exec' || container.hasInit || isAlone || words.includes('exec')) return [];
  return [
    {
      place: command.place,
      severity: 'warning',
      message: `${nameOf(container)} runs keepalived under a shell that does not pass signals on`,
      why: 'At a stop the shell gets SIGTERM, keepalived none: after the grace period it is killed, and the VIP stays on the host.',
      label: 'a shell is process 1',
      help: 'exec keepalived --dont-fork as the last command, or the form of a list: ["keepalived", "--dont-fork"]',
    },
  ];
}

/** How the daemon is stopped. */
export function stopOf(container: Container): Finding[] {
  const { stopSignal, stopTime, kind } = container;
  const why = 'A daemon that is killed leaves its VIPs on the host: after a stop two hosts have them.';
  const found: Finding[] = [];
  const signal = stopSignal?.value.toUpperCase().replace(/^SIG(?:RTMIN)?/, '');
  if (stopSignal !== undefined && !/[$]/.test(stopSignal.value) && !cleanSignals.has(signal!))
    found.push({
      place: stopSignal.place,
      severity: 'warning',
      message: `${nameOf(container)} is stopped by ${stopSignal.value}, at which keepalived does not clean up`,
      why,
      label: 'SIGTERM is right',
      help: kind === 'compose' ? 'stop_signal: SIGTERM' : 'STOPSIGNAL SIGTERM',
    });
  if (stopTime !== undefined && stopTime.value < STOP_SECONDS)
    found.push({
      place: stopTime.place,
      severity: 'warning',
      message: `${nameOf(container)} is killed ${stopTime.value} s after it is asked to stop`,
      why,
      label: `at least ${STOP_SECONDS} s`,
      help: kind === 'compose' ? 'stop_grace_period: 10s' : 'terminationGracePeriodSeconds: 10',
    });
  return found;
}
