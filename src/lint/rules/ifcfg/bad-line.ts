import type { FileFaultKind } from '../../../bundle/fault.ts';
import { faultHooks } from '../../file-faults.ts';
import { defineRule } from '../../rule.ts';

/** With these an interface does not come up, or not with its address. */
const grave: ReadonlySet<FileFaultKind> = new Set<FileFaultKind>([
  'bad-address',
  'bad-netmask',
  'bad-prefix',
  'no-prefix',
  'stray-option',
  'empty-option',
  'yaml',
  'yaml-shape',
]);

const conf =
  'vrrp_instance VI_1 {\n    interface eth0\n    virtual_router_id 51\n    virtual_ipaddress {\n        192.0.2.100\n    }\n}\n';
const ifcfg = 'lb1/etc/sysconfig/network-scripts/ifcfg-eth0';

/** Lines of interface files that cannot be what was meant. */
export const ifcfgBadLine = defineRule({
  id: 'ifcfg/bad-line',
  severity: 'warning',
  scope: 'node',
  fix: 'safe',
  docs: {
    summary:
      'A line of an interface file (ifcfg, keyfile, netplan, networkd, interfaces) that cannot be read',
    why: 'The interface comes up without its address, or not at all, and with it nothing that keepalived does on it.',
    references: ['ifcfg(5)', 'nm-settings-keyfile(5)', 'netplan(5)', 'systemd.network(5)', 'interfaces(5)'],
  },
  bad: [
    {
      caption: 'A netmask with a hole in it',
      at: `${ifcfg}:3:9`,
      files: {
        'lb1/etc/keepalived/keepalived.conf': conf,
        [ifcfg]: 'DEVICE=eth0\nIPADDR=192.0.2.11\nNETMASK=255.255.0.255\n',
      },
    },
    {
      caption: 'The shell that reads the file takes a word with a blank behind it for a command',
      at: `${ifcfg}:2:1`,
      files: {
        'lb1/etc/keepalived/keepalived.conf': conf,
        [ifcfg]: 'DEVICE=eth0\nIPADDR = 192.0.2.11\nPREFIX=24\n',
      },
    },
    {
      caption: 'netplan wants a prefix length',
      at: 'lb1/etc/netplan/50-lan.yaml:4:19',
      files: {
        'lb1/etc/keepalived/keepalived.conf': conf,
        'lb1/etc/netplan/50-lan.yaml': 'network:\n  ethernets:\n    eth0:\n      addresses: [192.0.2.11]\n',
      },
    },
    {
      caption: 'An option behind auto belongs to nothing: ifup refuses the whole file',
      at: 'lb1/etc/network/interfaces:2:1',
      files: {
        'lb1/etc/keepalived/keepalived.conf': conf,
        'lb1/etc/network/interfaces':
          'auto eth0\ngateway 192.0.2.1\niface eth0 inet static\n    address 192.0.2.11/24\n',
      },
    },
  ],
  good: [
    {
      caption: 'Options under their iface, and under a mapping',
      files: {
        'lb1/etc/keepalived/keepalived.conf': conf,
        'lb1/etc/network/interfaces':
          'mapping eth0\n    script /usr/local/sbin/where\n    map home office\n\nauto eth0\niface eth0 inet static\n    address 192.0.2.11/24\n',
      },
    },
    {
      files: {
        'lb1/etc/keepalived/keepalived.conf': conf,
        [ifcfg]: 'DEVICE=eth0\nIPADDR=192.0.2.11\nNETMASK=255.255.255.0\n',
      },
    },
  ],
  on: faultHooks({
    kinds: ['ifcfg', 'keyfile', 'netplan', 'networkd', 'interfaces'],
    // NetworkManager leaves a whole connection out for one line.
    severityOf: ({ kind }, file) =>
      grave.has(kind) || (file === 'keyfile' && kind === 'ini-line') ? 'error' : undefined,
  }),
});
