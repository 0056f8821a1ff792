import { expect, it } from 'vitest';
import { findingsOf, instance } from '../cluster/kit.ts';

const service = (port: number) =>
  `virtual_server 192.0.2.100 ${port} {
lb_algo rr
lb_kind DR
protocol TCP
real_server 192.0.2.21 ${port} {
TCP_CHECK {
connect_timeout 3
}
}
}
`;

it.each([
  [[80], 'virtual_server 192.0.2.100 80', 'a server with a page that says so', 0],
  [[80, 443], 'a virtual_server', 'a server with a page that says so', 1],
  [[80, 3306], 'a virtual_server', 'a server that says so', 1],
])('lvs/no-fallback on ports %j', (ports, which, sorry, others) => {
  const [found] = findingsOf('lvs/no-fallback', instance() + ports.map(service).join(''));
  expect(found!.message).toContain(`all real servers of ${which} fail`);
  expect(found!.help).toBe(`sorry_server ADDRESS PORT, ${sorry}; or quorum_down "SCRIPT"`);
  expect(found!.related).toHaveLength(others);
});

it.each([
  ['', 1],
  ['lvs_sync_daemon_interface eth0', 0],
  // Misspelt: another rule says so.
  ['lvs_sync_daemon_inteface eth0', 0],
])('lvs/no-sync-daemon with %j', (line, count) => {
  const files = instance({ lines: [line] }) + service(80);
  expect(findingsOf('lvs/no-sync-daemon', files)).toHaveLength(count);
});
