import { lastNamed, type Statement, textOf, type Word } from '../../../../grammar/configuration.ts';
import { formatDecimal, readDecimal } from '../../../../grammar/values/numbers.ts';
import type { Fix } from '../../../diagnostics/diagnostic.ts';
import type { VrrpInstance } from '../../../model/node.ts';
import { defineRule, type RuleContext } from '../../rule.ts';
import { replaceWord } from './wording.ts';

const second = 1_000_000;

/** Switches the instance to version 3: in its own `version`, or in front of the interval. */
function useVersion3(instance: VrrpInstance, statement: Statement): readonly Fix[] {
  const version = lastNamed(instance.block, 'version');
  const title = 'Use VRRP version 3 (on every node of this virtual router)';
  const word = version?.words[1];
  const edit =
    version !== undefined && word !== undefined
      ? replaceWord(version, word, '3')
      : replaceWord(statement, statement.words[0]!, 'version 3\n    advert_int');
  return edit === undefined ? [] : [{ title, safety: 'unsafe', edits: [edit] }];
}

function wholeSeconds(statement: Statement, word: Word, text: string): readonly Fix[] {
  const edit = replaceWord(statement, word, text);
  return edit === undefined ? [] : [{ title: `Write advert_int ${text}`, safety: 'unsafe', edits: [edit] }];
}

function check(instance: VrrpInstance, context: RuleContext): void {
  const { advertInterval, version } = instance;
  const { statement, word, place } = advertInterval;
  if (version.value !== 2 || statement === undefined || word === undefined || place === undefined) return;
  if (statement.parent !== instance.block) return;
  const { value, fault } = readDecimal(textOf(word));
  if (fault !== undefined || value % second === 0 || value > 255 * second) return;
  const used = formatDecimal(advertInterval.value * second);
  context.report({
    place,
    message: `advert_int ${textOf(word)} in vrrp_instance ${instance.name}: VRRP version 2 counts whole seconds`,
    why: `keepalived rounds it to ${used} s here; older releases rounded to 0 and flooded the network. A node that rounds otherwise drops these advertisements.`,
    label: `sent as ${used} s`,
    help: `advert_int ${used}, or version 3 in this instance on every node`,
    fixes: [...useVersion3(instance, statement), ...wholeSeconds(statement, word, used)],
  });
}

/** The field of a version 2 advertisement is a byte of whole seconds (RFC 3768 section 5.3.7). */
export const valueAdvertIntFractionV2 = defineRule({
  id: 'value/advert-int-fraction-v2',
  severity: 'error',
  scope: 'node',
  fix: 'unsafe',
  docs: {
    summary: 'A fraction of a second as advert_int of VRRP version 2',
    why: 'Version 2 carries whole seconds, so the interval is rounded: differently by different releases, and nodes that do not agree drop each other\u2019s advertisements.',
    references: [
      'RFC 3768 section 5.3.7',
      'keepalived vrrp/vrrp.c: vrrp_complete_instance',
      'keepalived issue 1615',
    ],
  },
  bad: [
    {
      caption: 'Half a second needs version 3',
      at: '6:16',
      files: `vrrp_instance VI_1 {
    state BACKUP
    interface eth0
    virtual_router_id 51
    priority 100
    advert_int 0.5
    virtual_ipaddress {
        192.0.2.100/24
    }
}
`,
    },
  ],
  good: [
    {
      files: `global_defs {
    vrrp_version 3
}

vrrp_instance VI_1 {
    state BACKUP
    interface eth0
    virtual_router_id 51
    priority 100
    advert_int 0.5
    virtual_ipaddress {
        192.0.2.100/24
    }
}
`,
    },
    {
      caption: 'A whole number, however it is written',
      files: `vrrp_instance VI_1 {
    state BACKUP
    interface eth0
    virtual_router_id 51
    priority 100
    advert_int 1.0
    virtual_ipaddress {
        192.0.2.100/24
    }
}
`,
    },
  ],
  on: { instance: (instance, _node, context) => check(instance, context) },
});
