import { expect, it } from 'vitest';
import { findingsOf, instance, repaired } from '../cluster/kit.ts';

const id = 'check-script/no-timeout';

const checked = (command: string, ...lines: readonly string[]) => ({
  'lb1.conf':
    `vrrp_script chk {\nscript "${command}"\n${lines.join('\n')}\n}\n` +
    instance({ lines: ['track_script {', 'chk', '}'] }),
});

it.each([
  // keepalived ends the check after two seconds: the probe is to end first.
  ['curl 192.0.2.1:8080', 'interval 2', 'curl -fsS -m 1 192.0.2.1:8080', 'curl -m 1 192.0.2.1:8080'],
  ['/bin/curl -f http://192.0.2.1/', 'interval 5', '/bin/curl -m 2 -f http://192.0.2.1/', undefined],
  ['/bin/nc -z 192.0.2.1 80', 'timeout 1', '/bin/nc -w 1 -z 192.0.2.1 80', undefined],
  ['/bin/ping 192.0.2.1', 'interval 5', '/bin/ping -c 1 -W 1 192.0.2.1', undefined],
  [
    '/bin/curl -f http://192.0.2.1/ || exit 1',
    'interval 5',
    '/bin/curl -m 2 -f http://192.0.2.1/',
    '/bin/curl -m 2 -f http://192.0.2.1/ || exit 1',
  ],
  ['/bin/ping -c 2 192.0.2.1', 'interval 5', '/bin/ping -W 1 -c 2 192.0.2.1', undefined],
  [
    '/bin/curl -s http://192.0.2.1/',
    'interval 5',
    '/bin/curl -fS -m 2 -s http://192.0.2.1/',
    '/bin/curl -m 2 -s http://192.0.2.1/',
  ],
  [
    // Read only where it comes first.
    '/bin/mysqladmin --defaults-file=/root/my.cnf ping',
    'interval 5',
    '/bin/mysqladmin --defaults-file=/root/my.cnf --connect-timeout=2 ping',
    undefined,
  ],
  ['/bin/telnet 192.0.2.1 80', 'interval 5', 'timeout 2 /bin/telnet 192.0.2.1 80', undefined],
])('%s, %s', (command, line, help, written = help) => {
  const files = checked(command, line);
  const found = findingsOf(id, files);
  expect(found.map((one) => one.help)).toEqual([help]);
  expect(repaired(files, found)).toEqual(checked(written, line));
});
