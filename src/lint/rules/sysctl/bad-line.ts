import { faultHooks } from '../../file-faults.ts';
import { defineRule } from '../../rule.ts';

const conf =
  'vrrp_instance VI_1 {\n    interface eth0\n    virtual_router_id 51\n    virtual_ipaddress {\n        192.0.2.100\n    }\n}\n';

/** Lines of sysctl files that set nothing. */
export const sysctlBadLine = defineRule({
  id: 'sysctl/bad-line',
  severity: 'warning',
  scope: 'node',
  fix: 'safe',
  docs: {
    summary: 'A line of a sysctl file that sets nothing, or not what it says',
    why: 'The line is skipped with a message in the log, and the rest of the file is read.',
    references: ['sysctl.d(5)', 'sysctl.conf(5)', 'systemd sysctl/sysctl.c: parse_file'],
  },
  bad: [
    {
      caption: 'No equals sign',
      at: 'lb1.sysctl.conf:1:1',
      files: { 'lb1.conf': conf, 'lb1.sysctl.conf': 'net.ipv4.ip_nonlocal_bind 1\n' },
    },
    {
      caption: 'A value that the kernel does not have',
      at: 'lb1.sysctl.conf:1:31',
      files: { 'lb1.conf': conf, 'lb1.sysctl.conf': 'net.ipv4.conf.all.rp_filter = off\n' },
    },
    {
      caption: 'A comment behind a value is a part of it',
      at: 'lb1.sysctl.conf:1:31',
      files: { 'lb1.conf': conf, 'lb1.sysctl.conf': 'net.ipv4.ip_nonlocal_bind = 1 # for haproxy\n' },
    },
  ],
  good: [
    {
      files: {
        'lb1.conf': conf,
        'lb1.sysctl.conf':
          '# comments begin a line\n-net.ipv4.conf.all.rp_filter\nnet.ipv4.ip_nonlocal_bind=1\n',
      },
    },
  ],
  on: faultHooks({ kinds: ['sysctl'] }),
});
