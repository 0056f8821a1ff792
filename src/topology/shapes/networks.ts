import { opening, type Shape } from './shape.ts';

export const cloud: Shape = {
  name: 'cloud',
  summary: 'Two hosts in a cloud, where multicast does not pass: unicast',
  text: `${opening(`# Two hosts on a network that carries no multicast, as in most clouds: they talk to each other directly (unicast), and may
# be on different subnets. Where the cloud does not learn from ARP which host has an address, a program has to tell it.
`)}
hosts:
  web1:                              # <- the name of the host
    address: 192.0.2.11/24           # <- its own address, with the prefix: the other sends there
    interface: eth0                  # <- the interface with this address
    os: ubuntu24.04                  # <- or debian12, rhel9, rocky8, fedora42: tells the release and the files
  web2: { address: 192.0.2.12/24, interface: eth0, os: ubuntu24.04 } # <-

routers:
  VI_1:
    nodes: [web1, web2]              # the preferred one first
    transport: unicast               # let IP protocol 112 pass between the hosts, in the security group, too
    vips: [192.0.2.100]              # <- the address of the clients
    # vips: [{ address: 203.0.113.5/32, outside: true }] # or one that the cloud routes to the host
    track: [web]                     # a failure of this check moves the VIP
    # notify: { master: /usr/local/sbin/claim-vip } # <- a program of yours: tells the cloud that the VIP is here now
    # preempt: false                 # a host that comes back leaves the VIP where it is

checks:
  web:
    kind: http                       # <- or nginx, apache, haproxy, tcp, mysql, postgresql, redis, process, command
    url: http://127.0.0.1/           # <- a page that says whether the service is well
`,
};

export const ipv6: Shape = {
  name: 'ipv6',
  summary: 'Two hosts, one virtual IPv6 address',
  text: `${opening(`# Two hosts, one virtual IPv6 address (VIP). The first host has it; the second takes over when the first is dead or cut
# off, and when the check fails there.
`)}
hosts:
  web1:                              # <- the name of the host
    address: 2001:db8::11/64         # <- its own address, with the prefix
    interface: eth0                  # <- the interface with this address
    os: debian12                     # <- or rhel9, rocky8, ubuntu24.04, fedora42: tells the release and the files
  web2: { address: "2001:db8::12/64", interface: eth0, os: debian12 } # <-

routers:
  VI_1:
    nodes: [web1, web2]              # the preferred one first
    vips: ["2001:db8::100"]          # <- the address of the clients; hacfg puts a link-local one before it
    track: [web]                     # a failure of this check moves the VIP
    # failover: 2s                   # how soon the other takes over from a dead host; 4s where nothing is said

checks:
  web:
    kind: http                       # <- or nginx, apache, haproxy, tcp, mysql, postgresql, redis, process, command
    url: http://[::1]/               # <- a page that says whether the service is well
`,
};

export const dualStack: Shape = {
  name: 'dual-stack',
  summary: 'Two hosts, a virtual IPv4 and a virtual IPv6 address',
  text: `${opening(`# Two hosts, a virtual address (VIP) of IPv4 and one of IPv6. VRRP knows one family at a time, so that hacfg writes two
# instances; a sync group is not needed: both follow the same check.
`)}
hosts:
  web1:                              # <- the name of the host
    address: [192.0.2.11/24, "2001:db8::11/64"] # <- its own addresses, with the prefixes
    interface: eth0                  # <- the interface with these addresses
    os: debian12                     # <- or rhel9, rocky8, ubuntu24.04, fedora42: tells the release and the files
  web2: { address: [192.0.2.12/24, "2001:db8::12/64"], interface: eth0, os: debian12 } # <-

routers:
  VI_1:
    nodes: [web1, web2]              # the preferred one first
    vips:                            # <- the addresses of the clients; hacfg puts a link-local one before that of IPv6
      - 192.0.2.100
      - 2001:db8::100
    track: [web]                     # a failure of this check moves both
    # failover: 2s                   # how soon the other takes over from a dead host; 4s where nothing is said

checks:
  web:
    kind: http                       # <- or nginx, apache, haproxy, tcp, mysql, postgresql, redis, process, command
    url: http://127.0.0.1/           # <- a page that says whether the service is well
`,
};

export const gateway: Shape = {
  name: 'gateway',
  summary: 'Two gateways between two networks, a sync group',
  text: `${opening(`# Two gateways between two networks. Each network has a virtual address (VIP) as its gateway, and both VIPs are always on
# the same host: a sync group. They move when the host is dead or cut off on either side, and when nothing behind it
# answers.
`)}
defaults: { os: debian12 }           # <- or rhel9, rocky8, ubuntu24.04, fedora42: tells the release and the files

hosts:
  gw1:                               # <- the name of the host
    interfaces:
      eth0: 192.0.2.11/24            # <- outside
      eth1: 198.51.100.11/24         # <- inside
  gw2:
    interfaces:
      eth0: 192.0.2.12/24            # <-
      eth1: 198.51.100.12/24         # <-

routers:
  outside:
    nodes: [gw1, gw2]                # the preferred one first
    vips: [192.0.2.1]                # <- where the neighbours route the inner network to
    gateway: true                    # the hosts forward packets
  inside:
    nodes: [gw1, gw2]                # in the same order: both move together
    vips: [198.51.100.1]             # <- the default gateway of the inner hosts
    gateway: true

sync_groups:
  gateways:
    routers: [outside, inside]
    track: [uplink]                  # a failure of this check moves both
    # notify: log                    # writes every change of state to the system log

checks:
  uplink:
    kind: ping
    targets: [192.0.2.254, 192.0.2.253] # <- neighbours outside that answer a ping
    need: 1                          # so many must answer
`,
};
