import { faultHooks } from '../../file-faults.ts';
import { defineRule } from '../../rule.ts';

const conf =
  'vrrp_instance VI_1 {\n    interface eth0\n    virtual_router_id 51\n    virtual_ipaddress {\n        192.0.2.100\n    }\n}\n';
const zone = 'lb1/etc/firewalld/zones/public.xml';

/** Files of packet filters that cannot be loaded. */
export const firewallBadRule = defineRule({
  id: 'firewall/bad-rule',
  severity: 'warning',
  scope: 'node',
  docs: {
    summary: 'A file of firewalld, nftables or iptables that cannot be loaded',
    why: 'The whole file is refused, and the host keeps the filter that it has, or none.',
    references: ['firewalld.zone(5)', 'nft(8)', 'iptables-restore(8)'],
  },
  bad: [
    {
      caption: 'An element that is not closed',
      at: `${zone}:1:1`,
      files: { 'lb1/etc/keepalived/keepalived.conf': conf, [zone]: '<zone>\n  <protocol value="vrrp"/>\n' },
    },
    {
      caption: 'A brace too few',
      at: 'lb1/etc/nftables.conf:1:19',
      files: {
        'lb1/etc/keepalived/keepalived.conf': conf,
        'lb1/etc/nftables.conf': 'table inet filter {\n    chain input {\n        accept\n    }\n',
      },
    },
  ],
  good: [
    {
      files: {
        'lb1/etc/keepalived/keepalived.conf': conf,
        [zone]: '<zone>\n  <protocol value="vrrp"/>\n</zone>\n',
      },
    },
  ],
  on: faultHooks({ kinds: ['firewalld', 'nftables', 'iptables', 'ufw'] }),
});
