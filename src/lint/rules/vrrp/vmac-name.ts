import { placeOf, type Statement, textOf, type Word } from '../../../../grammar/configuration.ts';
import type { NodeModel, VrrpInstance } from '../../../model/node.ts';
import { defineRule, type RuleContext } from '../../rule.ts';
import { sample } from './sample.ts';
import { isFrom, relatedTo, setting } from './settings.ts';

/** Longest name of a network interface. */
const longestName = 15;

/** The word of `use_vmac` or `use_ipvlan` that names the interface to make. */
function nameWord(statement: Statement): Word | undefined {
  const words = statement.words.slice(1);
  for (let at = 0; at < words.length; at++) {
    const text = textOf(words[at]!);
    if (text === 'name') return words[at + 1];
    if (text === 'group') at++;
    else if (!/[:.]/.test(text) && !/^(?:bridge|private|vepa|netlink_notify_msg)$/.test(text))
      return words[at];
  }
  return undefined;
}

/** Names of made interfaces: taken by another instance, or, in older releases, too long. */
function checkNames(node: NodeModel, context: RuleContext): void {
  const taken = new Map<string, Statement>();
  for (const { instance, statement } of made(node, context)) {
    const first = statement.words[1];
    if (!isFrom(context, '2.2.5') && first !== undefined && textOf(first).length > longestName) {
      context.report({
        place: placeOf(statement, first),
        message: `"${textOf(first)}" in vrrp_instance ${instance.name} is too long for the name of an interface`,
        why: 'Before 2.2.5 the word behind use_vmac is a name, of at most 15 characters. keepalived ignores it and makes up another.',
        label: 'at most 15 characters',
      });
    }
    const word = nameWord(statement);
    if (word === undefined) continue;
    const name = textOf(word);
    const earlier = taken.get(name);
    if (earlier === undefined) taken.set(name, statement);
    else {
      context.report({
        place: placeOf(statement, word),
        ...(isFrom(context, '2.2.0') ? {} : { severity: 'warning' as const }),
        message: `interface name ${name} in vrrp_instance ${instance.name} is taken by another instance`,
        why: isFrom(context, '2.2.0')
          ? 'keepalived ignores the second use and makes up a name, which scripts and firewall rules do not know.'
          : 'Before 2.2.0 keepalived does not look: both instances run over the one interface.',
        label: 'already taken',
        help: 'Choose a name of its own, or leave it out',
        related: relatedTo(earlier, 'taken here'),
      });
    }
  }
}

function made(node: NodeModel, context: RuleContext): { instance: VrrpInstance; statement: Statement }[] {
  return node.instances.flatMap((instance) =>
    ['use_vmac', 'use_ipvlan'].flatMap((keyword) => {
      const statement = setting(instance, keyword, context);
      return statement === undefined ? [] : [{ instance, statement }];
    }),
  );
}

const pair = (name: string) =>
  `${sample({ lines: ['use_vmac vrrp51'] })}
${sample({ name: 'VI_2', vrid: 52, lines: [`use_vmac ${name}`], vips: ['192.0.2.101/24'] })}`;

/** Names for the interfaces that the daemon makes. */
export const vrrpVmacName = defineRule({
  id: 'vrrp/vmac-name',
  severity: 'error',
  scope: 'node',
  docs: {
    summary: 'A name for the interface of use_vmac or use_ipvlan that keepalived cannot give',
    why: 'keepalived ignores the name and makes up another, which scripts and firewall rules do not know.',
    references: ['keepalived vrrp/vrrp_parser.c: vrrp_vmac_handler, vrrp_ipvlan_handler'],
  },
  bad: [{ caption: 'Two instances, one name', at: '19:14', files: pair('vrrp51') }],
  good: [{ files: pair('vrrp52') }],
  on: { node: checkNames },
});
