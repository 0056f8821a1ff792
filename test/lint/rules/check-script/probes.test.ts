import { expect, it } from 'vitest';
import { findingsOf } from '../cluster/kit.ts';

const checkedBy = (script: string) => ({
  'lb1/keepalived.conf':
    'vrrp_script chk {\nscript "/etc/keepalived/check.sh"\n}\nvrrp_instance VI_1 {\ninterface eth0\nvirtual_router_id 51\nvirtual_ipaddress {\n192.0.2.100\n}\ntrack_script {\nchk\n}\n}\n',
  'lb1/check.sh': `#!/bin/sh\n${script}\n`,
});

it.each([
  ['systemctl restart postgresql', 'exec /usr/bin/systemctl is-active --quiet postgresql'],
  ['service mysqld start', 'exec /usr/bin/systemctl is-active --quiet mysqld'],
  ['nginx', 'exec /usr/bin/pgrep -x nginx'],
  ['docker restart web', `[ "$(docker inspect -f '{{.State.Running}}' web)" = true ]`],
])('a check that repairs by `%s` is told what to ask instead', (repair, probe) => {
  const files = checkedBy(`curl -fsS -m 1 http://x/ || ${repair}`);
  const [found] = findingsOf('check-script/restart-inside-check', files);
  expect(found!.help).toContain(`let the check only check: ${probe}`);
});

it.each([
  ['pgrep -x haproxy || logger down\nexit 0', 'exec /usr/bin/pgrep -x haproxy'],
  ['systemctl is-active mysqld || logger down\nexit 0', 'exec /usr/bin/systemctl is-active --quiet mysqld'],
  ['n=$(ps -e | grep redis-server | wc -l)\nexit 0', 'exec /usr/bin/pgrep -x redis-server'],
])('a check that cannot fail is told how to: %j', (script, probe) => {
  const [found] = findingsOf('check-script/never-fails', checkedBy(script));
  expect(found!.help).toContain(`such as ${probe}, or with exit 1`);
});

it('names no process by a pattern', () => {
  const [found] = findingsOf(
    'check-script/process-grep',
    checkedBy("netstat -plnt | grep -q 'tcp.*5432.*postgres'"),
  );
  expect(found!.help).not.toContain('.*');
});
