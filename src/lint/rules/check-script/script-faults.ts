import type { Place } from '../../../../grammar/source.ts';
import type { ShellScript } from '../../../bundle/shell/script.ts';
import type { Finding } from '../../../diagnostics/diagnostic.ts';
import type { ScriptUse } from '../../../model/node.ts';
import { nameOfUse } from './uses.ts';

/** The first line, or where it would be. */
function firstLine({ source }: ShellScript): Place {
  return source.origin(source.lineSpan(1));
}

/** A byte order mark or blank line in front of `#!`. */
const shiftedShebang = /^(?:\ufeff|\u00ef\u00bb\u00bf|[ \t]+|(?:[ \t\r]*\n)+)#!/;

/** Line ends of Windows: the interpreter's name ends in a carriage return. */
export function carriageReturn(script: ShellScript, use: ScriptUse): Finding {
  const { source, shebang } = script;
  const place = shebang?.place ?? firstLine(script);
  const interpreter = shebang?.interpreter ?? '';
  return {
    place,
    severity: 'error',
    message: `${nameOfUse(use)} has the line ends of Windows: its interpreter is ${interpreter}\\r`,
    why: 'There is no program of that name. keepalived cannot start the script and goes on as if it had ended with 0: the check always succeeds.',
    label: 'ends in a carriage return',
    help: "sed -i 's/\\r$//' on the file",
    fixes: [
      {
        title: 'Take the carriage returns out',
        safety: 'safe',
        edits: [...source.text.matchAll(/\r(?=\n)/g)].map(({ index }) => ({
          place: source.origin({ start: index, end: index + 1 }),
          text: '',
        })),
      },
    ],
  };
}

/** Nothing, or something else, where `#!` should be. */
export function noShebang(script: ShellScript, use: ScriptUse): Finding {
  const { source, bashisms } = script;
  const shifted = shiftedShebang.exec(source.text);
  const wanted = bashisms.length > 0 ? '#!/bin/bash' : '#!/bin/sh';
  const at = source.origin({ start: 0, end: shifted === null ? 0 : shifted[0].length - 2 });
  return {
    place: firstLine(script),
    message:
      shifted === null
        ? `${nameOfUse(use)} does not begin with #! and the name of its shell`
        : `#! in ${nameOfUse(use)} is not the first thing in the file`,
    why: 'The kernel cannot run it. A keepalived built with libmagic gives it to /bin/sh; others cannot start it and go on as if it had ended with 0: the check always succeeds.',
    label: shifted === null ? `${wanted} is missing` : 'something stands before #!',
    help: shifted === null ? wanted : 'Remove what stands before #!',
    fixes: [
      {
        title: shifted === null ? `Begin with ${wanted}` : 'Let the file begin with #!',
        safety: 'safe',
        edits: [{ place: at, text: shifted === null ? `${wanted}\n` : '' }],
      },
    ],
  };
}

/** What `sh` need not understand; the shell that does is one word away. */
export function bashism(script: ShellScript, use: ScriptUse): Finding {
  const [first, ...others] = script.bashisms;
  const shebang = script.shebang!;
  const text = script.source.slice(shebang.place.span);
  return {
    place: first!.place,
    message: `${nameOfUse(use)} is for ${shebang.name}, and ${first!.what} is of bash`,
    why: 'Where sh is dash, as on Debian and Ubuntu, the line is an error: the check fails on a healthy node, or never does.',
    label: `${shebang.name} need not know this`,
    help: `#!/bin/bash as the first line, or instead: ${first!.instead}`,
    related: [
      { place: shebang.place, message: 'the shell it is for' },
      ...others.slice(0, 3).map(({ place, what }) => ({ place, message: `${what} too` })),
    ],
    fixes: [
      {
        title: 'Run it with bash',
        safety: 'safe',
        edits: [
          {
            place: shebang.place,
            text: text.replace(/(?:\/usr)?\/bin\/(?:env\s+)?(?:da|a)?sh\b/, '/bin/bash'),
          },
        ],
      },
    ],
  };
}

/** A text that its shell cannot read. */
export function notShell(script: ShellScript, use: ScriptUse): Finding {
  const [fault] = script.errors;
  const isNamed = script.language !== 'none';
  return {
    place: isNamed ? fault!.place : firstLine(script),
    message: isNamed
      ? `${script.shebang!.name} does not understand ${nameOfUse(use)} from here on: ${fault!.message}`
      : `${nameOfUse(use)} is no shell script, and no first line says what it is`,
    why: 'A shell that meets an error of this kind stops and ends with 2: the check fails on a healthy node.',
    label: isNamed ? 'the shell stops here' : '#! is missing',
    help: isNamed
      ? `bash -n ${use.name} shows the error as the shell sees it`
      : 'Begin with #! and its interpreter',
  };
}
