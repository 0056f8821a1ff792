import { keywordOf, placeOf, type Statement } from '../../../../grammar/configuration.ts';
import { compareReleases, keywordSpec, NEWEST } from '../../../../grammar/vocabulary/index.ts';
import { defineRule, type RuleContext } from '../../rule.ts';
import { removeStatement } from '../syntax/edits.ts';
import { inBlock } from '../syntax/naming.ts';
import { replaceWord } from '../value/wording.ts';

function check(statement: Statement, context: RuleContext): void {
  const { spec } = statement;
  const release = context.target ?? NEWEST;
  if (spec?.until === undefined || compareReleases(release, spec.until) <= 0) return;
  const keyword = keywordOf(statement);
  const name = spec.deprecated;
  const isRenamed = name !== undefined && keywordSpec(statement.parent.path, name) !== undefined;
  const edit = isRenamed ? replaceWord(statement, statement.words[0]!, name) : removeStatement(statement);
  const title = isRenamed ? `Write ${name}` : `Remove ${keyword}`;
  context.report({
    place: placeOf(statement),
    message: `${keyword} ${inBlock(statement.parent)} is no longer a keyword: ${spec.until} was the last release that knew it${isRenamed ? `, its name is ${name} now` : ''}`,
    label: isRenamed ? `${name}?` : 'no longer known',
    help: isRenamed
      ? [name, ...statement.words.slice(1).map((word) => word.image)].join(' ')
      : `Remove ${keyword}`,
    ...(edit === undefined ? {} : { fixes: [{ title, safety: 'safe' as const, edits: [edit] }] }),
  });
}

const global = (line: string) => `global_defs {
    ${line}
}
`;

const hook = (statement: Statement, _node: unknown, context: RuleContext) => check(statement, context);

/** Keywords of the past. */
export const versionKeywordRemoved = defineRule({
  id: 'version/keyword-removed',
  severity: 'error',
  scope: 'node',
  fix: 'safe',
  docs: {
    summary: 'A keyword that keepalived no longer knows',
    why: 'keepalived reports the word as unknown and goes on without the setting.',
    references: ['keepalived ChangeLog', 'acassen/keepalived#791'],
  },
  bad: [{ caption: 'From a tutorial of 2003', at: '2:5', files: global('lvs_id lb1') }],
  good: [{ files: global('router_id lb1') }],
  on: {
    statement: {
      'global_defs/lvs_id': hook,
      'global_defs/plugin_dir': hook,
      'virtual_server/nat_mask': hook,
      'virtual_server/real_server/CI-LINUX': hook,
    },
  },
});
