import { argumentOf, placeOf, placeOfLine, type Statement } from '../../../../grammar/configuration.ts';
import { readCommand } from '../../../model/command.ts';
import type { NodeModel } from '../../../model/node.ts';
import { defineRule, type RuleContext } from '../../rule.ts';
import { isWithoutShell, shellFinding } from '../script/shell-syntax.ts';
import { isFrom } from '../vrrp/settings.ts';
import { atEnd, nameOfChecker, realServer, settings } from './checkers.ts';
import { checker as sample } from './sample.ts';

const notRun = 'keepalived runs the program itself, and |, && or > are arguments like any other.';

function check(checker: Statement, node: NodeModel, context: RuleContext): void {
  const paths = settings(checker.block, 'misc_path').filter((one) => one.words.length > 1);
  const last = paths.at(-1);
  if (last === undefined) {
    context.report({
      place: placeOf(checker),
      ...(isFrom(context, '1.3.7') ? { severity: 'error' } : {}),
      message: `${nameOfChecker(checker)} has no misc_path`,
      why: 'keepalived removes the checker: the real server counts as up whatever becomes of it.',
      label: 'nothing to run',
      help: 'misc_path "/usr/local/bin/check ARGUMENT"',
      related: atEnd(checker, 'ends without a misc_path'),
    });
    return;
  }
  const command = readCommand(last, node.release);
  const finding = command === undefined || !isWithoutShell(context) ? undefined : shellFinding(command);
  if (finding === undefined) checkPath(last, context);
  else
    context.report({
      severity: 'error',
      why: `${notRun} The real server is judged by something else than was meant.`,
      ...finding,
    });
}

/** Commands are run from the root folder, and PATH is not searched in the same way by all releases. */
function checkPath(statement: Statement, context: RuleContext): void {
  const [command = ''] = (argumentOf(statement) ?? '').trim().split(/\s+/, 1);
  if (command === '' || /^["'\\$/]/.test(command)) return;
  context.report({
    place: placeOf(statement, statement.words[1]),
    message: `misc_path names ${command} without the folder it is in`,
    why: 'Which program runs depends on the PATH that keepalived was started with; where none is found the real server is taken out, and a configuration test does not say so.',
    label: 'not an absolute path',
    help: `misc_path "/usr/local/bin/${command}"`,
    related: [{ place: placeOfLine(statement.parent.owner!), message: 'the checker' }],
  });
}

const node = (...lines: string[]) =>
  sample('MISC_CHECK', lines, {
    before: 'global_defs {\n    script_user nobody\n    enable_script_security\n}\n\n',
  });

/** Checks by a program. */
export const healthCheckMiscCheck = defineRule({
  id: 'health-check/misc-check',
  severity: 'warning',
  scope: 'node',
  fix: 'unsafe',
  about: 'services',
  docs: {
    summary: 'MISC_CHECK without a program, with one that is hard to find, or with shell syntax',
    why: 'The real server is never checked, or is taken out because the program cannot be run.',
    references: ['keepalived check/check_misc.c: misc_end_handler', 'acassen/keepalived#649'],
  },
  bad: [
    { caption: 'No program', at: '12:9', files: node('misc_timeout 3') },
    { caption: 'No folder', at: '13:23', files: node('misc_path "check_db 192.0.2.21"') },
    {
      caption: 'A pipe',
      at: '13:59',
      files: node('misc_path "/usr/local/bin/check_db 192.0.2.21 | grep -q ok"'),
    },
  ],
  good: [{ files: node('misc_path "/usr/local/bin/check_db 192.0.2.21"', 'misc_timeout 3') }],
  on: {
    statement: {
      [`${realServer}/MISC_CHECK`]: (statement, model, context) => check(statement, model, context),
    },
  },
});
