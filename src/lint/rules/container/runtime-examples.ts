import type { Example } from '../../rule.ts';

const conf = `vrrp_instance VI_1 {
    interface eth0
    virtual_router_id 51
    priority 100
    virtual_ipaddress {
        192.0.2.100/24
    }
}
`;
const compose = (lines: readonly string[]) =>
  `services:\n  keepalived:\n    image: example/keepalived\n${lines.map((line) => `    ${line}\n`).join('')}`;
const right = ['network_mode: host', 'cap_add: [NET_ADMIN, NET_RAW]'];

export const containerRuntimeExamples: {
  readonly bad: readonly Example[];
  readonly good: readonly Example[];
} = {
  bad: [
    {
      caption: 'In a network of its own',
      at: 'docker-compose.yml:2:3',
      files: { 'keepalived.conf': conf, 'docker-compose.yml': compose(['cap_add: [NET_ADMIN]']) },
    },
    {
      caption: 'Not allowed to change the network',
      at: 'docker-compose.yml:2:3',
      files: { 'keepalived.conf': conf, 'docker-compose.yml': compose(['network_mode: host']) },
    },
    {
      caption: 'Killed before it has given up the VIP',
      at: 'docker-compose.yml:6:24',
      files: { 'keepalived.conf': conf, 'docker-compose.yml': compose([...right, 'stop_grace_period: 1s']) },
    },
    {
      caption: 'A daemon that leaves the foreground, and ends the container',
      at: 'Dockerfile:3:1',
      files: {
        'keepalived.conf': conf,
        Dockerfile: 'FROM debian:12\nRUN apt-get install -y keepalived\nCMD ["keepalived", "-l"]\n',
      },
    },
  ],
  good: [
    { files: { 'keepalived.conf': conf, 'docker-compose.yml': compose(right) } },
    {
      files: {
        'keepalived.conf': conf,
        Dockerfile: 'FROM debian:12\nRUN apt-get install -y keepalived\nCMD ["keepalived", "-nl"]\n',
      },
    },
  ],
};
