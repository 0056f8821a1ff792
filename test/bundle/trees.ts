/** Files of several hosts, by path. */
export type Tree = Readonly<Record<string, string>>;

function under(host: string, files: Tree): Tree {
  return Object.fromEntries(Object.entries(files).map(([path, text]) => [`${host}/${path}`, text]));
}

/** The files of all hosts of one role. */
function of<Host>(hosts: readonly Host[], files: (host: Host) => Tree): Tree {
  return Object.assign({}, ...hosts.map(files));
}

interface Director {
  readonly name: string;
  readonly address: string;
  readonly peer: string;
  readonly priority: number;
  readonly card: string;
}

/** A director of an LVS-DR pair. */
function directorConf({ name, address, peer, priority, card }: Director, unicast: boolean): string {
  const peers = unicast
    ? `    unicast_src_ip ${address}\n    unicast_peer {\n        ${peer}\n    }\n`
    : `    mcast_src_ip ${address}\n`;
  return `global_defs {
    router_id ${name}
    script_user keepalived_script
    enable_script_security
}

vrrp_instance VI_1 {
    state BACKUP
    interface ${card}
    virtual_router_id 51
    priority ${priority}
    advert_int 1
    nopreempt
${peers}    virtual_ipaddress {
        192.0.2.100/32
    }
}

virtual_server 192.0.2.100 80 {
    delay_loop 10
    lb_algo wrr
    lb_kind DR
    protocol TCP
    retry 2
    delay_before_retry 1
    sorry_server 192.0.2.30 80
${['192.0.2.21', '192.0.2.22'].map(realServer).join('')}}
`;
}

const realServer = (address: string) => `    real_server ${address} 80 {
        weight 1
        HTTP_GET {
            url {
                path /health
                status_code 200
            }
            connect_timeout 3
        }
    }
`;

const directors: readonly Omit<Director, 'card'>[] = [
  { name: 'lb1', address: '192.0.2.11', peer: '192.0.2.12', priority: 150 },
  { name: 'lb2', address: '192.0.2.12', peer: '192.0.2.11', priority: 100 },
];
const servers = [
  { name: 'web1', address: '192.0.2.21' },
  { name: 'web2', address: '192.0.2.22' },
];
const unit = (lines: string, service: string) => `[Unit]
Description=LVS and VRRP High Availability Monitor
${lines}

[Service]
${service}
ExecReload=/bin/kill -HUP $MAINPID

[Install]
WantedBy=multi-user.target
`;

function ifcfg(device: string, address: string, more = ''): string {
  return `TYPE=Ethernet
BOOTPROTO=none
DEFROUTE=yes
NAME="${device}"
DEVICE="${device}"
ONBOOT=yes
IPADDR=${address} # static
PREFIX=24
GATEWAY=192.0.2.1
DNS1=192.0.2.53
${more}`;
}

const arp = `# LVS-DR: the VIP is on lo
net.ipv4.conf.all.arp_ignore = 1
net.ipv4.conf.all.arp_announce = 2
`;

/** RHEL 7: network-scripts, iptables, /etc/sysconfig. */
const rhel7: Tree = {
  ...of(directors, (one) =>
    under(one.name, {
      'etc/keepalived/keepalived.conf': directorConf({ ...one, card: 'ens32' }, false),
      'etc/sysconfig/network-scripts/ifcfg-ens32': ifcfg('ens32', one.address, 'ZONE=public\n'),
      'etc/sysconfig/network-scripts/ifcfg-lo':
        'DEVICE=lo\nIPADDR=127.0.0.1\nNETMASK=255.0.0.0\nNETWORK=127.0.0.0\nBROADCAST=127.255.255.255\nONBOOT=yes\nNAME=loopback\n',
      'etc/sysconfig/network-scripts/route-ens32': '198.51.100.0/24 via 192.0.2.254 dev ens32\n',
      'etc/sysctl.conf': '# sysctl settings are defined through files in\n# /usr/lib/sysctl.d/\n',
      'usr/lib/sysctl.d/50-default.conf':
        'kernel.sysrq = 16\nnet.ipv4.conf.default.rp_filter = 1\nnet.ipv4.conf.all.rp_filter = 1\nnet.ipv4.conf.all.promote_secondaries = 1\n',
      'etc/sysconfig/keepalived': 'KEEPALIVED_OPTIONS="-D"\n',
      'etc/firewalld/firewalld.conf': '# default zone\nDefaultZone=public\nCleanupOnExit=yes\n',
      'etc/firewalld/zones/public.xml':
        '<?xml version="1.0" encoding="utf-8"?>\n<zone>\n  <short>Public</short>\n  <description>For use in public areas.</description>\n  <service name="ssh"/>\n  <service name="dhcpv6-client"/>\n  <rule family="ipv4">\n    <destination address="224.0.0.18"/>\n    <protocol value="vrrp"/>\n    <accept/>\n  </rule>\n</zone>\n',
      'usr/lib/systemd/system/keepalived.service': unit(
        'After=syslog.target network-online.target',
        'Type=forking\nPIDFile=/var/run/keepalived.pid\nKillMode=process\nEnvironmentFile=-/etc/sysconfig/keepalived\nExecStart=/usr/sbin/keepalived $KEEPALIVED_OPTIONS',
      ),
    }),
  ),
  ...of(servers, ({ name, address }) =>
    under(name, {
      'etc/sysconfig/network-scripts/ifcfg-ens32': ifcfg('ens32', address),
      'etc/sysconfig/network-scripts/ifcfg-lo:0':
        'DEVICE=lo:0\nIPADDR=192.0.2.100\nNETMASK=255.255.255.255\nONBOOT=yes\n',
      'etc/sysctl.conf': arp,
    }),
  ),
};

function keyfile(device: string, address: string): string {
  return `[connection]
id=${device}
uuid=4d4ab0b2-6a1c-4a3c-8c1a-3a1f2d3c4b5a
type=ethernet
autoconnect-priority=-999
interface-name=${device}
timestamp=1700000000

[ethernet]

[ipv4]
address1=${address}/24,192.0.2.1
dns=192.0.2.53;
may-fail=false
method=manual

[ipv6]
addr-gen-mode=eui64
method=auto

[proxy]
`;
}

/** RHEL 9: keyfiles, firewalld with a protocol, a drop-in. */
const rhel9: Tree = {
  ...of(directors, (one) =>
    under(one.name, {
      'etc/keepalived/keepalived.conf': directorConf({ ...one, card: 'ens192' }, true),
      'etc/NetworkManager/system-connections/ens192.nmconnection': keyfile('ens192', one.address),
      'etc/firewalld/firewalld.conf': 'DefaultZone=public\n',
      'etc/firewalld/zones/public.xml':
        '<?xml version="1.0" encoding="utf-8"?>\n<zone>\n  <short>Public</short>\n  <service name="ssh"/>\n  <service name="cockpit"/>\n  <protocol value="vrrp"/>\n  <forward/>\n</zone>\n',
      'etc/sysconfig/nftables.conf':
        '# Uncomment the include statement here to load the default config sample\n#include "/etc/nftables/main.nft"\n',
      'etc/sysconfig/keepalived': 'KEEPALIVED_OPTIONS="-D"\n',
      'usr/lib/systemd/system/keepalived.service': unit(
        'After=network-online.target syslog.target\nWants=network-online.target',
        'Type=forking\nKillMode=process\nEnvironmentFile=-/etc/sysconfig/keepalived\nExecStart=/usr/sbin/keepalived $KEEPALIVED_OPTIONS',
      ),
      'etc/systemd/system/keepalived.service.d/override.conf':
        '[Service]\nRestart=on-failure\nRestartSec=5\n',
      'usr/lib/sysctl.d/50-default.conf':
        '# a comment\n-net.ipv4.conf.all.rp_filter\nnet.ipv4.conf.*.rp_filter = 2\nnet.ipv4.conf.*.accept_source_route = 0\n-net.ipv4.conf.all.accept_source_route\nnet.ipv4.ping_group_range = 0 2147483647\n-net.core.default_qdisc = fq_codel\n',
    }),
  ),
  ...of(servers, ({ name, address }) =>
    under(name, {
      'etc/NetworkManager/system-connections/ens192.nmconnection': keyfile('ens192', address),
      'etc/NetworkManager/system-connections/dummy-vip.nmconnection':
        '[connection]\nid=dummy-vip\ntype=dummy\ninterface-name=dummy0\n\n[ipv4]\naddress1=192.0.2.100/32\nmethod=manual\n',
      'etc/sysctl.d/99-lvs.conf': 'net.ipv4.conf.ens192.arp_ignore=1\nnet.ipv4.conf.ens192.arp_announce=2\n',
    }),
  ),
};

const nftables = `#!/usr/sbin/nft -f

flush ruleset

define lan = 192.0.2.0/24

table inet filter {
	set trusted {
		type ipv4_addr
		flags interval
		elements = { 198.51.100.0/24, 203.0.113.7 }
	}
	chain input {
		type filter hook input priority filter; policy drop;
		ct state vmap { established : accept, related : accept, invalid : drop }
		iif "lo" accept
		ip saddr $lan ip protocol vrrp ip daddr 224.0.0.18 accept comment "keepalived"
		ip protocol icmp accept
		tcp dport { 22, 80, 443 } ct state new accept
		limit rate 5/minute log prefix "dropped: " counter
	}
	chain forward {
		type filter hook forward priority filter;
	}
	chain output {
		type filter hook output priority filter;
	}
}
`;

/** Debian 12: interfaces, nftables, iptables-persistent's place empty. */
const debian12: Tree = {
  ...of(directors, (one) =>
    under(one.name, {
      'etc/keepalived/keepalived.conf': directorConf({ ...one, card: 'eth0' }, false),
      'etc/network/interfaces': `# This file describes the network interfaces available on your system
source /etc/network/interfaces.d/*

auto lo
iface lo inet loopback

allow-hotplug eth0
iface eth0 inet static
\taddress ${one.address}/24
\tgateway 192.0.2.1
\tdns-nameservers 192.0.2.53
iface eth0 inet6 auto
`,
      'etc/nftables.conf': nftables,
      'etc/default/keepalived': '# Options to pass to keepalived\nDAEMON_ARGS=""\n',
      'lib/systemd/system/keepalived.service': unit(
        'Wants=network-online.target\nAfter=network-online.target',
        'Type=notify\nNotifyAccess=all\nPIDFile=/run/keepalived.pid\nKillMode=process\nEnvironmentFile=-/etc/default/keepalived\nExecStart=/usr/sbin/keepalived --dont-fork $DAEMON_ARGS',
      ),
      'etc/sysctl.conf': '#net.ipv4.ip_forward=1\n',
    }),
  ),
  ...of(servers, ({ name, address }) =>
    under(name, {
      'etc/network/interfaces': `auto lo
iface lo inet loopback

auto eth0
iface eth0 inet static
    address ${address}
    netmask 255.255.255.0
    gateway 192.0.2.1
`,
      'etc/network/interfaces.d/vip':
        'auto lo:0\niface lo:0 inet static\n    address 192.0.2.100\n    netmask 255.255.255.255\n',
      'etc/sysctl.d/90-lvs.conf': 'net/ipv4/conf/all/arp_ignore = 1\nnet/ipv4/conf/all/arp_announce = 2\n',
    }),
  ),
};

/** Ubuntu 24.04: netplan, networkd, ufw left alone. */
const ubuntu2404: Tree = {
  ...of(directors, (one) =>
    under(one.name, {
      'etc/keepalived/keepalived.conf': directorConf({ ...one, card: 'ens3' }, true),
      'etc/netplan/50-cloud-init.yaml': `# This file is generated from information provided by the datasource.
network:
    version: 2
    ethernets:
        ens3:
            addresses:
            - ${one.address}/24
            nameservers:
                addresses: [192.0.2.53]
            routes:
            -   to: default
                via: 192.0.2.1
`,
      'etc/iptables/rules.v4': `# Generated by iptables-save v1.8.10 (nf_tables)
*filter
:INPUT DROP [12:3456]
:FORWARD DROP [0:0]
:OUTPUT ACCEPT [0:0]
:VRRP - [0:0]
-A INPUT -i lo -j ACCEPT
-A INPUT -m conntrack --ctstate RELATED,ESTABLISHED -j ACCEPT
-A INPUT -p vrrp -j VRRP
-A INPUT -p tcp -m multiport --dports 22,80,443 -m comment --comment "ssh and web" -j ACCEPT
-A VRRP -s ${one.peer}/32 -j ACCEPT
-A VRRP -j LOG --log-prefix "vrrp: "
-A VRRP -j DROP
COMMIT
`,
    }),
  ),
  ...of(servers, ({ name, address }) =>
    under(name, {
      'etc/netplan/50-cloud-init.yaml': `network:
  version: 2
  ethernets:
    ens3:
      addresses: [${address}/24]
      routes: [{to: default, via: 192.0.2.1}]
    lo:
      addresses:
        - 192.0.2.100/32:
            label: "lo:vip"
`,
      'etc/sysctl.d/90-lvs.conf': arp,
    }),
  ),
};

export const allTrees: Readonly<Record<string, Tree>> = {
  'RHEL 7': rhel7,
  'RHEL 9': rhel9,
  'Debian 12': debian12,
  'Ubuntu 24.04': ubuntu2404,
};
