import { opening, type Shape } from './shape.ts';

export const lvsDirect: Shape = {
  name: 'lvs-dr',
  summary: 'Two LVS directors in front of real servers, direct routing',
  text: `${opening(`# Two directors spread a service over real servers (LVS, direct routing). The directors hand packets on as they are, and
# the real servers answer the clients themselves: all are on one network, and the real servers have the virtual address
# (VIP) too, without answering ARP for it. hacfg writes that for them as well.
`)}
hosts:
  dir1:                              # <- the first director
    address: 192.0.2.11/24           # <- its own address, with the prefix
    interface: eth0                  # <- the interface with this address
    os: debian12                     # <- or rhel9, rocky8, ubuntu24.04, fedora42: tells the release and the files
  dir2: { address: 192.0.2.12/24, interface: eth0, os: debian12 } # <- the second
  web1: { address: 192.0.2.21/24, interface: eth0, os: debian12 } # <- the real servers
  web2: { address: 192.0.2.22/24, interface: eth0, os: debian12 } # <-

routers:
  VI_1:
    nodes: [dir1, dir2]              # the preferred director first
    vips: [192.0.2.100]              # <- the address of the clients: of this network, and no host's own
    # failover: 3s                   # how soon the other takes over from a dead director; 4s where nothing is said
    # vrid: 55                       # <- the number of a router that runs already; else a free one is taken

# Connections survive a failover when the directors tell each other of them.
global: { lvs_sync: true }

services:
  web:
    vip: 192.0.2.100                 # <- a VIP of a router
    ports: [80]                      # <- the same on the real servers: direct routing changes no port
    scheduler: wlc                   # or rr, wrr, lc, sh, mh...
    forward: dr
    real_servers: [web1, web2]       # or with a weight: { host: web1, weight: 2 }
    check:                           # a real server that fails it gets no more connections
      kind: http                     # <- or https, tcp, smtp, dns, udp, command
      path: /health                  # <- a page that says whether the server is well
      status: 200
      timeout: 3s
    # persistence: 5m                # a client stays on its server for so long
    # sorry_server: { address: 192.0.2.30, port: 80 } # serves while no real server does
`,
};

export const lvsNat: Shape = {
  name: 'lvs-nat',
  summary: 'Two LVS directors in front of a network of real servers, NAT',
  text: `${opening(`# Two directors between the clients' network and the network of the real servers (LVS, NAT). Packets pass the directors
# both ways: the real servers have the inner virtual address as their default gateway. Both addresses move together.
`)}
defaults: { os: debian12 }           # <- or rhel9, rocky8, ubuntu24.04, fedora42: tells the release and the files

hosts:
  dir1:                              # <- the first director
    interfaces:
      eth0: 192.0.2.11/24            # <- towards the clients
      eth1: 198.51.100.11/24         # <- towards the real servers
  dir2:                              # <- the second
    interfaces:
      eth0: 192.0.2.12/24            # <-
      eth1: 198.51.100.12/24         # <-
  web1: { address: 198.51.100.21/24, interface: eth0 } # <- the real servers
  web2: { address: 198.51.100.22/24, interface: eth0 } # <-

routers:
  outside:
    nodes: [dir1, dir2]              # the preferred director first
    vips: [192.0.2.100]              # <- the address of the clients
    gateway: true                    # the directors forward packets
  inside:
    nodes: [dir1, dir2]
    vips: [198.51.100.1]             # <- the default gateway of the real servers
    gateway: true

# Both addresses are always on one director.
sync_groups:
  director: { routers: [outside, inside] }

# Connections survive a failover when the directors tell each other of them.
global: { lvs_sync: { router: inside } }

services:
  web:
    vip: 192.0.2.100                 # <- a VIP of a router
    ports: [80]                      # <-
    scheduler: wlc                   # or rr, wrr, lc, sh, mh...
    forward: nat
    real_servers:
      - { host: web1, port: 8080 }   # <- with NAT the port may be another one
      - { host: web2, port: 8080 }
    check: { kind: http, path: /, status: 200, timeout: 3s } # <- or https, tcp, smtp, dns, udp, command
`,
};
