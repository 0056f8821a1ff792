/** Configurations of any size, made rather than kept. */

/** Virtual servers with ten real servers each: 5,000 of them are about 6 MB. */
export function virtualServers(count: number): string {
  const parts: string[] = [];
  for (let server = 0; server < count; server++) {
    const subnet = `${(server >> 8) & 255}.${server & 255}`;
    parts.push(
      `virtual_server 10.${subnet}.1 80 {\n`,
      '    delay_loop 6\n    lb_algo rr\n    lb_kind DR\n    protocol TCP\n',
    );
    for (let real = 0; real < 10; real++) {
      parts.push(
        `    real_server 10.${subnet}.${real + 10} 80 {\n        weight 1\n`,
        '        TCP_CHECK {\n            connect_timeout 3\n        }\n    }\n',
      );
    }
    parts.push('}\n');
  }
  // Through a buffer: a string put together from pieces is slower to read than one that came from a file.
  return Buffer.from(parts.join('')).toString();
}

/** A hacfg.yaml: pairs of directors, one for ten hosts, and real servers, each pair with its share of the services. */
export function topology(hosts: number, services: number): string {
  const pairs = Math.max(1, Math.floor(hosts / 10));
  const servers = Math.floor((hosts - 2 * pairs) / pairs);
  const each = Math.ceil(services / pairs);
  const lines = ['keepalived: "2.2"', 'defaults: { interface: eth0, os: debian12 }', 'hosts:'];
  const all = Array.from({ length: pairs }, (_, pair) => pair);
  for (const pair of all) {
    lines.push(
      `  lb${pair}a: { address: 10.${pair}.0.1/16 }`,
      `  lb${pair}b: { address: 10.${pair}.0.2/16 }`,
    );
    for (let server = 0; server < servers; server++)
      lines.push(`  web${pair}-${server}: { address: 10.${pair}.1.${server + 1}/16 }`);
  }
  lines.push('checks:', '  sshd: { kind: process, process: sshd }', 'routers:');
  for (const pair of all) {
    const vips = Array.from({ length: Math.ceil(each / 20) }, (_, vip) => `10.${pair}.2.${vip + 1}/16`);
    lines.push(
      `  VI_${pair}: { nodes: [lb${pair}a, lb${pair}b], track: [sshd], vips: [${vips.join(', ')}] }`,
    );
  }
  lines.push('services:');
  for (let service = 0; service < services; service++) {
    const [pair, at] = [Math.floor(service / each), service % each];
    const real = [0, 1, 2, 3].map((one) => `web${pair}-${(at + one) % servers}`);
    lines.push(
      `  s${service}: { vip: 10.${pair}.2.${Math.floor(at / 20) + 1}, ports: [${8000 + (at % 20)}], scheduler: rr, real_servers: [${[...new Set(real)].join(', ')}] }`,
    );
  }
  return `${lines.join('\n')}\n`;
}

/** Loops in loops over definitions of several lines: `outer` virtual servers with `inner` real servers each. */
export function loops(outer: number, inner: number): string {
  const lines = [
    '$RS= \\',
    'real_server 10.0.1.$B $PORT { \\',
    '    weight ${_RANDOM 1 9} \\',
    '    TCP_CHECK { \\',
    '        connect_port $PORT \\',
    '    } \\',
    '}',
    '$VS= \\',
    'virtual_server 10.0.0.$A $PORT { \\',
    `    ~SEQ(B,1,${inner}) $RS \\`,
    '}',
    '$PORT=80',
    `~SEQ(A,1,${outer}) $VS`,
  ];
  return `${lines.join('\n')}\n`;
}

/** A node of a pair, with what people get wrong: the same name and source address on both, a check that cannot fail. */
export function faultyNode(pair: number, priority: number): string {
  const network = `10.${pair >> 8}.${pair & 255}`;
  return `global_defs {
    router_id lb
}
vrrp_script check {
    script "/etc/keepalived/check.sh"
    interval 2
    weight -2
}
vrrp_instance VI_1 {
    state MASTER
    interface eth0
    mcast_src_ip ${network}.11
    virtual_router_id ${(pair % 255) + 1}
    priority ${priority};
    authentication {
        auth_type PASS
        auth_pass 1111
    }
    virtual_ipaddress {
        ${network}.100/24
    }
    track_script {
        check
    }
}
`;
}
