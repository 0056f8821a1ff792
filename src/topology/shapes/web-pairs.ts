import { opening, type Shape } from './shape.ts';

/** What can be said of every pair, as comments: the defaults serve most. */
const routerOptions = `    # failover: 3s                   # how soon the other takes over from a dead host; 4s where nothing is said
    # preempt: false                 # a host that comes back leaves the VIP where it is
    # vrid: 55                       # <- the number of a router that runs already; else a free one is taken
    # notify: log                    # writes every change of state to the system log
`;

export const nginx: Shape = {
  name: 'nginx',
  summary: 'nginx on two hosts, one virtual address (active/backup)',
  text: `${opening(`# nginx on two hosts, one virtual address (VIP). The first host has it; the second takes over when the first is dead or
# cut off, and when nginx does not answer there.
`)}
hosts:
  web1:                              # <- the name of the host
    address: 192.0.2.11/24           # <- its own address, with the prefix
    interface: eth0                  # <- the interface with this address
    os: debian12                     # <- or rhel9, rocky8, ubuntu24.04, fedora42: tells the release and the files
  web2: { address: 192.0.2.12/24, interface: eth0, os: debian12 } # <-

routers:
  VI_1:
    nodes: [web1, web2]              # the preferred one first
    vips: [192.0.2.100]              # <- the address of the clients: of this network, and no host's own
    track: [nginx]                   # a failure of this check moves the VIP
${routerOptions}
checks:
  nginx:
    kind: nginx
    url: http://127.0.0.1/           # <- a page that nginx delivers itself
    restart: nginx.service           # one restart before the VIP moves; leave it out to look only
`,
};

export const apache: Shape = {
  name: 'apache',
  summary: 'Apache httpd on two hosts, one virtual address (active/backup)',
  text: `${opening(`# Apache httpd on two hosts, one virtual address (VIP). The first host has it; the second takes over when the first is
# dead or cut off, and when httpd does not answer there.
`)}
hosts:
  web1:                              # <- the name of the host
    address: 192.0.2.11/24           # <- its own address, with the prefix
    interface: eth0                  # <- the interface with this address
    os: rhel9                        # <- or rocky8, debian12, ubuntu24.04, fedora42: tells the release and the files
  web2: { address: 192.0.2.12/24, interface: eth0, os: rhel9 } # <-

routers:
  VI_1:
    nodes: [web1, web2]              # the preferred one first
    vips: [192.0.2.100]              # <- the address of the clients: of this network, and no host's own
    track: [apache]                  # a failure of this check moves the VIP
${routerOptions}
checks:
  apache:
    kind: apache
    url: http://127.0.0.1/           # <- a page that httpd delivers itself
    restart: httpd.service           # <- apache2.service on Debian and Ubuntu; leave it out to look only
`,
};

export const haproxy: Shape = {
  name: 'haproxy',
  summary: 'HAProxy on two hosts, one virtual address',
  text: `${opening(`# HAProxy on two load balancers, one virtual address (VIP). The first host has it; the second takes over when the first
# is dead or cut off, and when HAProxy does not answer there.
`)}
hosts:
  lb1:                               # <- the name of the host
    address: 192.0.2.11/24           # <- its own address, with the prefix
    interface: eth0                  # <- the interface with this address
    os: debian12                     # <- or rhel9, rocky8, ubuntu24.04, fedora42: tells the release and the files
  lb2: { address: 192.0.2.12/24, interface: eth0, os: debian12 } # <-

routers:
  VI_1:
    nodes: [lb1, lb2]                # the preferred one first
    vips: [192.0.2.100]              # <- the address that HAProxy listens on: of this network, and no host's own
    bind: true                       # HAProxy may bind the VIP while it is on the other host; false with "bind *:80"
    track: [haproxy]                 # a failure of this check moves the VIP
${routerOptions}
checks:
  haproxy:
    kind: haproxy
    socket: /run/haproxy/admin.sock  # <- "stats socket" of haproxy.cfg; without it only the process is looked for
`,
};

export const activeActive: Shape = {
  name: 'active-active',
  summary: 'Two hosts that both work: two virtual addresses, crossed',
  text: `${opening(`# Two hosts that both serve, each with a virtual address (VIP) of its own; each is the backup of the other. Clients find
# both VIPs under one name in DNS. Each host must be able to carry the load of both.
`)}
hosts:
  web1:                              # <- the name of the host
    address: 192.0.2.11/24           # <- its own address, with the prefix
    interface: eth0                  # <- the interface with this address
    os: debian12                     # <- or rhel9, rocky8, ubuntu24.04, fedora42: tells the release and the files
  web2: { address: 192.0.2.12/24, interface: eth0, os: debian12 } # <-

defaults:
  router:                            # for both routers
    track: [nginx]                   # a failure of this check moves the VIP
    # failover: 3s                   # how soon the other takes over from a dead host; 4s where nothing is said

routers:
  VI_1:
    nodes: [web1, web2]              # web1 is preferred
    vips: [192.0.2.101]              # <- the first address in DNS
  VI_2:
    nodes: [web2, web1]              # web2 is preferred
    vips: [192.0.2.102]              # <- the second

checks:
  nginx:
    kind: nginx                      # <- or apache, haproxy, http, tcp, mysql, postgresql, redis, process, command
    url: http://127.0.0.1/           # <- a page that nginx delivers itself
`,
};

export const threeNodes: Shape = {
  name: 'three-nodes',
  summary: 'Three hosts, one virtual address: two may fail',
  text: `${opening(`# Three hosts, one virtual address (VIP). It is on the first of them that is alive and whose check succeeds: two may fail.
`)}
hosts:
  web1:                              # <- the name of the host
    address: 192.0.2.11/24           # <- its own address, with the prefix
    interface: eth0                  # <- the interface with this address
    os: debian12                     # <- or rhel9, rocky8, ubuntu24.04, fedora42: tells the release and the files
  web2: { address: 192.0.2.12/24, interface: eth0, os: debian12 } # <-
  web3: { address: 192.0.2.13/24, interface: eth0, os: debian12 } # <-

routers:
  VI_1:
    nodes: [web1, web2, web3]        # in the order of preference; priorities follow from it
    vips: [192.0.2.100]              # <- the address of the clients: of this network, and no host's own
    track: [web]                     # a failure of this check moves the VIP
${routerOptions}
checks:
  web:
    kind: http                       # <- or nginx, apache, haproxy, tcp, mysql, postgresql, redis, process, command
    url: http://127.0.0.1/health     # <- a page that says whether the service is well
    status: 200                      # other answers are failures
`,
};
