import type { Example } from '../../rule.ts';

const TARGET = 'network-online.target';
const conf = `vrrp_instance VI_1 {
    interface eth0
    virtual_router_id 51
    priority 100
    virtual_ipaddress {
        192.0.2.100/24
    }
}
`;
const unit = (lines: string, service = 'ExecStart=/usr/sbin/keepalived --dont-fork') =>
  `[Unit]\nDescription=keepalived\n${lines}\n[Service]\n${service}\n`;
const file = 'lb1/etc/systemd/system/keepalived.service';
const online = `Wants=${TARGET}\nAfter=${TARGET}\n`;

export const networkOnlineExamples: { readonly bad: readonly Example[]; readonly good: readonly Example[] } =
  {
    bad: [
      {
        caption: 'Nothing about the network',
        at: `${file}:3:7`,
        files: { 'lb1/etc/keepalived/keepalived.conf': conf, [file]: unit('After=syslog.target') },
      },
      {
        caption: 'Ordered behind a target that nobody asks for',
        at: `${file}:3:7`,
        files: { 'lb1/etc/keepalived/keepalived.conf': conf, [file]: unit(`After=${TARGET}`) },
      },
      {
        caption: 'systemd waits for a fork that does not come',
        at: `${file}:6:6`,
        files: {
          'lb1/etc/keepalived/keepalived.conf': conf,
          [file]: unit(online.trimEnd(), 'Type=forking\nExecStart=/usr/sbin/keepalived --dont-fork'),
        },
      },
    ],
    good: [
      { files: { 'lb1/etc/keepalived/keepalived.conf': conf, [file]: unit(online) } },
      {
        caption: 'A drop-in beside the unit of the package',
        files: {
          'lb1/etc/keepalived/keepalived.conf': conf,
          'lb1/etc/systemd/system/keepalived.service.d/restart.conf': '[Service]\nRestart=on-failure\n',
        },
      },
    ],
  };
