import { defineRule } from '../../rule.ts';

/** Definitions that use themselves. */
export const syntaxDefinitionLoop = defineRule({
  id: 'syntax/definition-loop',
  severity: 'error',
  scope: 'node',
  docs: {
    summary: 'A definition that uses itself',
    why: 'A value is put in when it is used, not when it is defined: keepalived replaces the name by itself for ever, and hangs at start or reload.',
    references: ['keepalived lib/parser.c: replace_param, find_definition'],
  },
  bad: [
    {
      caption: 'Meant to add to an earlier value',
      at: '3:15',
      files: `$NIC=$NIC
vrrp_instance VI_1 {
    interface $NIC
    virtual_router_id 51
    priority 100
    virtual_ipaddress {
        192.0.2.100/24
    }
}
`,
    },
  ],
  good: [
    {
      files: `$NIC=eth0
vrrp_instance VI_1 {
    interface $NIC
    virtual_router_id 51
    priority 100
    virtual_ipaddress {
        192.0.2.100/24
    }
}
`,
    },
  ],
  on: {
    problem: {
      'definition-loop': ({ place, chain, effect }, _node, context) => {
        const names = chain.map((name) => `$${name}`);
        context.report({
          place,
          ...(effect === 'hang'
            ? {}
            : {
                severity: 'warning' as const,
                why: 'The text grows with every turn; keepalived stops at 1024 bytes and reads what it has until then.',
              }),
          message:
            names.length <= 2
              ? `${names[0]!} is defined by itself`
              : `definitions use each other in a circle: ${names.join(' -> ')}`,
          help: `Give the new value a name of its own: $${chain[0]!}_2=...`,
          label: effect === 'hang' ? 'keepalived never gets past this' : 'grows up to 1024 bytes',
        });
      },
    },
  },
});
