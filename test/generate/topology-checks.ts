import { compareReleases } from '../../grammar/vocabulary/releases.ts';
import type { Dice } from './dice.ts';
import type { Site } from './topology-hosts.ts';

type Check = Record<string, unknown>;

const kinds: readonly ((dice: Dice) => Check)[] = [
  (dice) => ({ kind: 'nginx', ...maybeUrl(dice), ...maybeRestart(dice, 'nginx.service') }),
  (dice) => ({ kind: 'apache', ...maybeUrl(dice) }),
  (dice) => ({ kind: 'haproxy', ...(dice.chance(50) ? { socket: '/run/haproxy/admin.sock' } : {}) }),
  (dice) => ({
    kind: 'http',
    url: 'http://127.0.0.1:8080/health?full=1',
    ...(dice.chance(50) ? { status: dice.pick([200, [200, 204]]) } : {}),
    ...(dice.chance(30) ? { contains: 'all is well' } : {}),
  }),
  (dice) => ({
    kind: 'tcp',
    port: dice.between(1, 65535),
    ...(dice.chance(30) ? { host: 'localhost' } : {}),
  }),
  (dice) => ({
    kind: 'mysql',
    ...(dice.chance(50) ? { defaults_file: '/etc/keepalived/my.cnf' } : { host: '127.0.0.1', port: 3306 }),
  }),
  (dice) => ({ kind: 'postgresql', ...maybeRestart(dice, 'postgresql.service') }),
  (dice) => ({ kind: 'redis', ...(dice.chance(50) ? { port: 6380 } : {}) }),
  (dice) => ({ kind: 'process', process: dice.pick(['sshd', '/usr/sbin/named']) }),
  (dice) => ({ kind: 'process', process: 'chronyd', script: true, ...maybeRestart(dice, 'chronyd') }),
  (dice) => ({
    kind: 'ping',
    targets: ['192.0.2.1', '2001:db8:a::1'],
    ...(dice.chance(50) ? { need: 2 } : {}),
  }),
  () => ({ kind: 'command', run: '/usr/bin/test -e /run/in-service', timeout: '1s' }),
];

function maybeUrl(dice: Dice): object {
  return dice.chance(50) ? { url: 'http://localhost/status' } : {};
}

function maybeRestart(dice: Dice, unit: string): object {
  return dice.chance(40) ? { restart: unit } : {};
}

/** Up to four checks; now and then one of them is a file. */
export function drawChecks(dice: Dice, { release }: Site): Record<string, Check> {
  const checks: Record<string, Check> = {};
  const count = dice.between(0, 4);
  for (let at = 1; at <= count; at++) {
    const isFile = dice.chance(10) && compareReleases(release, '2.0.0') >= 0;
    checks[`check${at}`] = isFile
      ? { kind: 'file', file: `/run/hacfg/check${at}`, weight: 0 }
      : { ...dice.pick(kinds)(dice), ...drawTiming(dice) };
  }
  return checks;
}

function drawTiming(dice: Dice): object {
  return {
    ...(dice.chance(20) ? { interval: `${dice.between(1, 10)}s` } : {}),
    ...(dice.chance(20) ? { fall: dice.between(1, 4), rise: dice.between(1, 4) } : {}),
    ...(dice.chance(10) ? { user: 'root' } : {}),
    ...(dice.chance(10) ? { verbatim: ['# of our own'] } : {}),
  };
}

export function drawNotify(dice: Dice, _release: string): unknown {
  if (dice.chance(50)) return 'log';
  return {
    master: '/usr/local/sbin/became master',
    backup: '/usr/local/sbin/became backup',
    fault: '/usr/local/sbin/became fault',
    ...(dice.chance(50) ? { stop: '/usr/local/sbin/became stopped' } : {}),
  };
}
