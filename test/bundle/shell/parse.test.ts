import { describe, expect, it } from 'vitest';
import { SourceText } from '../../../grammar/source.ts';
import { parseScript } from '../../../src/bundle/shell/parse.ts';
import type { ShellCommand } from '../../../src/bundle/shell/script.ts';

const script = (text: string, path = '/x/check.sh') => parseScript(new SourceText(path, text));

/** `LINE:COLUMN text` of a place; the text must be what stands there. */
function shown({ place }: { readonly place: ShellCommand['place'] }): string {
  const { line, column } = place.source.position(place.span.start);
  return `${line}:${column} ${place.source.slice(place.span)}`;
}

describe('the commands of a script', () => {
  it('are found in pipes, conditions, functions and substitutions, with their places', () => {
    const { commands } = script(`#!/bin/bash
COUNT1=\`ss -anpt | grep nginx | wc -l \`
if [ $COUNT1 -eq 0 ] ; then
  /usr/local/sbin/nginx -s start
  for i in 1 2; do sleep 2; done
fi
down() {
  logger "count: $(pgrep -c nginx)"
}
case $1 in start) down ;; esac
while ! nc -z 127.0.0.1 80; do echo "waiting"; done
`);
    expect(commands.map(shown)).toEqual([
      '2:9 ss -anpt',
      '2:20 grep nginx',
      '2:33 wc -l',
      '3:4 [ $COUNT1 -eq 0 ]',
      '4:3 /usr/local/sbin/nginx -s start',
      '5:20 sleep 2',
      '8:3 logger "count: $(pgrep -c nginx)"',
      '8:20 pgrep -c nginx',
      '10:19 down',
      '11:9 nc -z 127.0.0.1 80',
      '11:32 echo "waiting"',
    ]);
    expect(commands[0]!.pipe.map(({ program }) => program)).toEqual(['ss', 'grep', 'wc']);
    expect(commands.map((one) => one.inFunction)).toEqual([
      ...Array.from({ length: 6 }, () => undefined),
      'down',
      'down',
      undefined,
      undefined,
      undefined,
    ]);
    expect(commands.filter((one) => one.isSubstituted).map((one) => one.program)).toEqual([
      'ss',
      'grep',
      'wc',
      'pgrep',
    ]);
    expect(commands.filter((one) => one.isCondition).map((one) => one.program)).toEqual(['[', 'nc']);
  });

  it.each([
    ['sudo -u root docker ps', 'docker', ['sudo'], ['ps']],
    ['exec /usr/bin/pgrep -x nginx', 'pgrep', ['exec'], ['-x', 'nginx']],
    ['timeout -k 1 2 curl -s http://x/', 'curl', ['timeout'], ['-s', 'http://x/']],
    ['LANG=C nice -n 5 env A=b nc -z h 1', 'nc', ['nice', 'env'], ['-z', 'h', '1']],
    ['command -v curl', 'command', [], ['-v', 'curl']],
    ['$CMD stop', '', [], ['stop']],
    ['"/usr/sbin/nginx" -t', 'nginx', [], ['-t']],
  ])('are known by the program behind what runs it: %s', (text, program, wrappers, args) => {
    const [command] = script(text).commands;
    expect([command!.program, command!.wrappers, command!.args.map((one) => one.text)]).toEqual([
      program,
      wrappers,
      args,
    ]);
  });

  it('are found in a script within a word', () => {
    const { commands } = script(`bash -c 'a; b | c' && eval "d e"\nsu - x -c "kill \\"1\\""\n`);
    expect(commands.map(({ program }) => program)).toEqual([
      'bash',
      'a',
      'b',
      'c',
      'eval',
      'd',
      'su',
      'kill',
    ]);
    expect(commands.slice(1, 4).map(shown)).toEqual(['1:10 a', '1:13 b', '1:17 c']);
    // Behind escapes the whole word is meant.
    expect(shown(commands.at(-1)!)).toBe('2:11 "kill \\"1\\""');
  });

  it('have the places of their line in a file with carriage returns', () => {
    const { commands } = script('#!/bin/sh\r\nif true; then\r\n  sleep 3\r\nfi\r\n');
    expect(commands.map(shown)).toEqual(['2:4 true', '3:3 sleep 3']);
  });
});

describe('the language of a script', () => {
  it.each([
    ['#!/bin/sh\n', 'sh', 'sh'],
    ['#! /bin/dash -e\n', 'sh', 'dash'],
    ['#!/usr/bin/env bash\r\n', 'bash', 'bash'],
    ['#!/usr/bin/env -S LANG=C bash -x\n', 'bash', 'bash'],
    ['#!/usr/bin/python3\nimport os\n', 'other', 'python3'],
    ['import sys\nprint(1)\n', 'other', undefined],
    ['exit 0\n', 'none', undefined],
    ['\x7fELF\0\0', 'binary', undefined],
  ])('is told by its first line: %j', (text, language, name) => {
    const found = script(text);
    expect([found.language, found.shebang?.name]).toEqual([language, name]);
  });

  it('is judged as shell only when it is one', () => {
    const { commands, outcome, errors } = script('#!/usr/bin/python3\nif x:\n  os.system("sleep 9")\n');
    expect([commands, errors]).toEqual([[], []]);
    expect(outcome).toEqual({ canSucceed: true, canFail: true });
  });

  it('does not put the parser off when it is none at all', () => {
    expect(script('if x:\n  (((\n').errors.length).toBeGreaterThan(0);
    expect(script('').commands).toEqual([]);
  });
});

describe('what a script for sh takes from bash', () => {
  it.each([
    ['[[ -n x ]]', '[[ ... ]]', '1:1 [['],
    ['[ "$a" == b ]', '== in [ ... ]', '1:1 [ "$a" == b ]'],
    ['((x > 1))', '((...))', '1:1 (('],
    ['function f { :; }', 'function NAME', '1:1 function'],
    ['a=(1 2)', 'an array', '1:3 (1 2)'],
    ['cat < /dev/tcp/h/80', '/dev/tcp', '1:5 < /dev/tcp/h/80'],
    ['x &> /dev/null', '&>', '1:3 &>'],
    ['grep a <<< "$b"', '<<<', '1:8 <<< "$b"'],
    ['source /etc/x', 'source', '1:1 source'],
    ['echo "${a//x/y}"', '${name/a/b}', '1:7 ${a//x/y}'],
    ["echo $'a'", "$'...'", "1:6 $'a'"],
  ])('%s', (text, what, place) => {
    const { bashisms } = script(`${text}\n`);
    expect(bashisms.map((one) => one.what)).toEqual([what]);
    expect(shown(bashisms[0]!)).toBe(place);
  });

  it('is nothing in a script of POSIX', () => {
    const text = `f() { local a; a="$(b)"; }\n[ "$x" = y ] && echo "\${x%.*}" > /dev/null 2>&1\nx=$((x + 1))\n. /etc/x\n`;
    expect(script(text).bashisms).toEqual([]);
  });
});
