import { faultHooks } from '../../file-faults.ts';
import { defineRule } from '../../rule.ts';

const conf =
  'vrrp_instance VI_1 {\n    interface eth0\n    virtual_router_id 51\n    virtual_ipaddress {\n        192.0.2.100\n    }\n}\n';

/** Compose files and manifests that are no YAML. */
export const containerBadFile = defineRule({
  id: 'container/bad-file',
  severity: 'error',
  scope: 'node',
  docs: {
    summary: 'A compose file or manifest that cannot be read',
    why: 'The program that the file is for refuses all of it.',
    references: ['YAML 1.2.2', 'Compose Specification'],
  },
  bad: [
    {
      caption: 'A tab as indentation',
      at: 'docker-compose.yml:2:1',
      files: { 'keepalived.conf': conf, 'docker-compose.yml': 'services:\n\tkeepalived:\n' },
    },
  ],
  good: [
    {
      files: {
        'keepalived.conf': conf,
        'docker-compose.yml': 'services:\n  web:\n    image: nginx\n',
      },
    },
  ],
  on: faultHooks({ kinds: ['compose', 'manifest'] }),
});
