import type { Example } from '../../rule.ts';

const instance = (password: string, interfaceName = 'eth0') => `vrrp_instance VI_1 {
    state BACKUP
    interface ${interfaceName}
    virtual_router_id 51
    priority 100
    authentication {
        auth_type PASS
        auth_pass ${password}
    }
    virtual_ipaddress {
        192.0.2.100/24
    }
}
`;

/** Values cut by a comment, and comments that are meant. */
export const commentExamples: { readonly bad: readonly Example[]; readonly good: readonly Example[] } = {
  bad: [
    { caption: 'The password is 4a', at: '8:21', files: instance('4a#e1') },
    { caption: 'The same with !', at: '8:21', files: instance('4a!e1') },
    { caption: 'A backslash does not help', at: '8:21', files: instance('4a\\#e1') },
    {
      caption: 'Nothing lost: no more than these 8 bytes are compared',
      at: '8:27',
      files: instance('4ae1k7Qp!x'),
    },
    { caption: 'A comment glued to the value', at: '3:19', files: instance('4ae1', 'eth0#uplink') },
  ],
  good: [
    { caption: 'Double quotes protect it', files: instance('"4a#e1"') },
    { files: `! the web pair\n${instance('4ae1', 'eth0 # uplink')}` },
  ],
};
