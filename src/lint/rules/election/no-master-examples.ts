import type { Example } from '../../rule.ts';

interface Instance {
  readonly name: string;
  readonly at: number;
  readonly priority: number;
}

function node(instances: readonly Instance[], group: boolean): string {
  const names = instances.map(({ name }) => `        ${name}\n`).join('');
  const grouped = group ? `vrrp_sync_group G1 {\n    group {\n${names}    }\n}\n` : '';
  return `${grouped}${instances
    .map(
      ({ name, at, priority }) => `vrrp_instance ${name} {
    state BACKUP
    interface eth${at}
    virtual_router_id ${51 + at}
    priority ${priority}
    advert_int 1
    virtual_ipaddress {
        ${at === 0 ? '192.0.2' : '198.51.100'}.100/24
    }
}
`,
    )
    .join('')}`;
}

const outer = (priority: number): Instance => ({ name: 'VI_out', at: 0, priority });
const inner = (priority: number): Instance => ({ name: 'VI_in', at: 1, priority });

/** Three nodes, of which the third has one of the two routers. */
export const noMasterExamples: { readonly bad: readonly Example[]; readonly good: readonly Example[] } = {
  bad: [
    {
      caption: 'lb3 takes the inner address, and nobody may take the outer one',
      at: 'lb1.conf:4:9',
      files: {
        'lb1.conf': node([outer(120), inner(120)], true),
        'lb2.conf': node([outer(110), inner(110)], true),
        'lb3.conf': node([inner(150)], false),
      },
    },
  ],
  good: [
    {
      caption: 'lb3 only steps in for the inner address',
      files: {
        'lb1.conf': node([outer(120), inner(120)], true),
        'lb2.conf': node([outer(110), inner(110)], true),
        'lb3.conf': node([inner(90)], false),
      },
    },
  ],
};
