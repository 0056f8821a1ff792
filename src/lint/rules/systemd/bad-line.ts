import { faultHooks } from '../../file-faults.ts';
import { defineRule } from '../../rule.ts';

const conf =
  'vrrp_instance VI_1 {\n    interface eth0\n    virtual_router_id 51\n    virtual_ipaddress {\n        192.0.2.100\n    }\n}\n';
const unit = 'lb1/etc/systemd/system/keepalived.service.d/local.conf';

/** Lines of units that systemd skips. */
export const systemdBadLine = defineRule({
  id: 'systemd/bad-line',
  severity: 'warning',
  scope: 'node',
  docs: {
    summary: 'A line in a unit of keepalived that systemd skips',
    why: 'The line is skipped with a message in the log, and the rest of the file is read.',
    references: ['systemd.syntax(7)', 'systemd-analyze(1): verify'],
  },
  bad: [
    {
      caption: 'No equals sign',
      at: `${unit}:2:1`,
      files: { 'lb1/etc/keepalived/keepalived.conf': conf, [unit]: '[Service]\nRestart on-failure\n' },
    },
    {
      caption: 'Before any section',
      at: `${unit}:1:1`,
      files: { 'lb1/etc/keepalived/keepalived.conf': conf, [unit]: 'Restart=on-failure\n' },
    },
  ],
  good: [
    { files: { 'lb1/etc/keepalived/keepalived.conf': conf, [unit]: '[Service]\nRestart=on-failure\n' } },
  ],
  on: faultHooks({ kinds: ['unit'] }),
});
