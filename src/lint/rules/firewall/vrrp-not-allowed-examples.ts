import type { Example } from '../../rule.ts';

const conf = (more = '') => `vrrp_instance VI_1 {
    interface eth0
    virtual_router_id 51
    priority 100
${more}    virtual_ipaddress {
        192.0.2.100/24
    }
}
`;
const peers = `    unicast_src_ip 192.0.2.11
    unicast_peer {
        192.0.2.12
    }
`;
const zone = (more: string) => `<?xml version="1.0" encoding="utf-8"?>
<zone>
  <service name="ssh"/>
${more}</zone>
`;
const ruleset = (more: string) => `table inet filter {
    chain input {
        type filter hook input priority 0; policy drop;
        ct state established,related accept
        iif lo accept
        tcp dport { 22, 80 } accept
${more}    }
}
`;
const saved = (more: string) => `*filter
:INPUT ACCEPT [0:0]
-A INPUT -m state --state RELATED,ESTABLISHED -j ACCEPT
-A INPUT -i lo -j ACCEPT
-A INPUT -p tcp -m tcp --dport 22 -j ACCEPT
${more}-A INPUT -j REJECT --reject-with icmp-host-prohibited
COMMIT
`;

const ufw = (user: string) => ({
  'lb1/etc/ufw/ufw.conf': 'ENABLED=yes\n',
  'lb1/etc/default/ufw': 'IPV6=yes\nDEFAULT_INPUT_POLICY="DROP"\n',
  'lb1/etc/ufw/before.rules':
    '*filter\n:ufw-before-input - [0:0]\n-A ufw-before-input -i lo -j ACCEPT\n-A ufw-before-input -p icmp -j ACCEPT\nCOMMIT\n',
  'lb1/etc/ufw/user.rules': `*filter\n:ufw-user-input - [0:0]\n-A ufw-user-input -p tcp --dport 22 -j ACCEPT\n${user}COMMIT\n`,
});

export const vrrpNotAllowedExamples: { readonly bad: readonly Example[]; readonly good: readonly Example[] } =
  {
    bad: [
      {
        caption: 'firewalld as it comes',
        at: 'lb1/etc/firewalld/zones/public.xml:2:1',
        files: {
          'lb1/etc/keepalived/keepalived.conf': conf(),
          'lb1/etc/firewalld/zones/public.xml': zone(''),
        },
      },
      {
        caption: 'nftables with a policy',
        at: 'lb1/etc/nftables.conf:3:51',
        files: { 'lb1/etc/keepalived/keepalived.conf': conf(), 'lb1/etc/nftables.conf': ruleset('') },
      },
      {
        caption: 'iptables with a last rule that rejects',
        at: 'lb1/etc/sysconfig/iptables:6:1',
        files: { 'lb1/etc/keepalived/keepalived.conf': conf(), 'lb1/etc/sysconfig/iptables': saved('') },
      },
      {
        caption: 'ufw, as it comes',
        at: 'lb1/etc/default/ufw:2:23',
        files: { 'lb1/etc/keepalived/keepalived.conf': conf(), ...ufw('') },
      },
    ],
    good: [
      {
        caption: 'ufw lets it in',
        files: {
          'lb1/etc/keepalived/keepalived.conf': conf(),
          ...ufw('-A ufw-user-input -p vrrp -d 224.0.0.18 -j ACCEPT\n'),
        },
      },
      {
        caption: 'ufw is not switched on',
        files: {
          'lb1/etc/keepalived/keepalived.conf': conf(),
          ...ufw(''),
          'lb1/etc/ufw/ufw.conf': 'ENABLED=no\n',
        },
      },
      {
        files: {
          'lb1/etc/keepalived/keepalived.conf': conf(),
          'lb1/etc/firewalld/zones/public.xml': zone('  <protocol value="vrrp"/>\n'),
        },
      },
      {
        caption: 'From the peer alone',
        files: {
          'lb1/etc/keepalived/keepalived.conf': conf(peers),
          'lb1/etc/nftables.conf': ruleset('        ip saddr 192.0.2.12 ip protocol vrrp accept\n'),
        },
      },
      {
        files: {
          'lb1/etc/keepalived/keepalived.conf': conf(),
          'lb1/etc/sysconfig/iptables': saved('-A INPUT -p vrrp -d 224.0.0.18/32 -j ACCEPT\n'),
        },
      },
    ],
  };
