import { basename } from 'node:path/posix';
import { defineRule } from '../../rule.ts';

/** Files that include themselves. */
export const syntaxIncludeLoop = defineRule({
  id: 'syntax/include-loop',
  severity: 'error',
  scope: 'node',
  docs: {
    summary: 'A file that includes itself, directly or through others',
    why: 'keepalived opens the file again and again until it may open no more files, and reads every block of it hundreds of times.',
    references: ['keepalived lib/parser.c: open_conf_file, open_and_check_glob'],
  },
  bad: [
    {
      caption: 'The pattern matches the file itself',
      at: 'keepalived.conf:1:1',
      files: {
        'keepalived.conf': `include *.conf

vrrp_instance VI_1 {
    state BACKUP
    interface eth0
    virtual_router_id 51
    priority 100
    virtual_ipaddress {
        192.0.2.100/24
    }
}
`,
      },
    },
  ],
  good: [
    {
      files: {
        'keepalived.conf': `global_defs {
    router_id web1
}

vrrp_instance VI_1 {
    state BACKUP
    interface eth0
    virtual_router_id 51
    priority 100
    virtual_ipaddress {
        192.0.2.100/24
    }
}
`,
      },
    },
  ],
  on: {
    problem: {
      'include-loop': ({ place, chain }, _node, context) => {
        const isSelf = chain.length <= 2;
        const names = chain.map((path) => basename(path));
        context.report({
          place,
          message: isSelf
            ? `${names[0]!} includes itself`
            : `the files include each other in a circle: ${names.join(' -> ')}`,
          help: isSelf
            ? 'Narrow the pattern, or keep included files in a folder of their own'
            : 'Take out one of these includes',
          label: 'begins again here',
        });
      },
    },
  },
});
