import { placeOf, statementsNamed, textOf } from '../../../../grammar/configuration.ts';
import { baseName } from '../../../bundle/paths.ts';
import type { TrackProcess } from '../../../model/node.ts';
import { defineRule, type RuleContext } from '../../rule.ts';

/** Longest name of a process the kernel keeps, in bytes (proc(5), TASK_COMM_LEN). */
const NAME_LIMIT = 15;

/** Languages whose programs show up under the name of the interpreter. */
const interpreters = /^(?:\/\S*\/)?(?:python|perl|ruby|node|java|bash|sh|php|uwsgi)[\d.]*$/;

interface Wording {
  readonly message: string;
  readonly why: string;
  readonly help: string;
  readonly label: string;
}

/** Why a command will not be found among the processes; undefined: it may be. */
function wordingFor(
  process: TrackProcess,
  command: string,
  parameters: readonly string[],
): Wording | undefined {
  const { name, fullCommand } = process;
  const of = `process of vrrp_track_process ${name}`;
  if (/\s/.test(command)) {
    return {
      message: `${of} is one word with blanks in it, "${command}": no process has such a name`,
      why: 'The name and its parameters are compared word by word; in quotes they are one word, which never matches.',
      help: `process ${command}`,
      label: 'one word',
    };
  }
  if (parameters.length > 0 || fullCommand.value) return undefined;
  const base = baseName(command);
  if (command.includes('/')) {
    return {
      message: `${of} is a path, ${command}, but without full_command only names are compared`,
      why: `The kernel knows the process as ${base.slice(0, NAME_LIMIT)}; a path never matches.`,
      help: base.length <= NAME_LIMIT ? `process ${base}` : 'full_command',
      label: 'a path',
    };
  }
  if (command.length > NAME_LIMIT) {
    return {
      message: `${of} has ${command.length} characters, ${command}; the kernel keeps ${NAME_LIMIT} of a name`,
      why: `The process is known as ${command.slice(0, NAME_LIMIT)}, so the whole name never matches.`,
      help: `process ${command.slice(0, NAME_LIMIT)}`,
      label: 'too long a name',
    };
  }
  if (!interpreters.test(command)) return undefined;
  return {
    message: `${of} is ${command}: any ${command} program on the host counts`,
    why: 'Programs in this language run under the name of the interpreter; another one keeps the check happy.',
    help: `process ${command} /path/of/the/program, and param_match initial`,
    label: 'not one program',
  };
}

function check(process: TrackProcess, context: RuleContext): void {
  const [statement] = statementsNamed(process.statement.block, 'process');
  const [word, ...rest] = statement?.words.slice(1) ?? [];
  if (statement === undefined || word === undefined) return;
  const wording = wordingFor(process, textOf(word), rest.map(textOf));
  if (wording !== undefined) context.report({ place: placeOf(statement, word), ...wording });
}

const node = (command: string) => `vrrp_track_process nginx {
    process ${command}
}

vrrp_instance VI_1 {
    state BACKUP
    interface eth0
    virtual_router_id 51
    priority 100
    advert_int 1
    virtual_ipaddress {
        192.0.2.100/24
    }
    track_process {
        nginx
    }
}
`;

/** Tracked processes that are never found. */
export const scriptTrackProcessMatch = defineRule({
  id: 'script/track-process-match',
  severity: 'warning',
  scope: 'node',
  about: 'processes',
  docs: {
    summary: 'A vrrp_track_process whose process will never be found, or found too easily',
    why: 'keepalived compares the name of every process with it, exactly: without a match the instance is in FAULT state, or lower in priority, for ever.',
    references: [
      'keepalived trackers/track_process.c: check_process',
      'acassen/keepalived#1265',
      'acassen/keepalived#2667',
      'acassen/keepalived#1190',
    ],
  },
  bad: [
    {
      caption: 'In quotes it is one word',
      at: '2:13',
      files: node('"/usr/sbin/nginx -c /etc/nginx/nginx.conf"'),
    },
    { caption: 'The kernel knows it as nginx', at: '2:13', files: node('/usr/sbin/nginx') },
  ],
  good: [{ files: node('nginx') }, { files: node('/usr/sbin/nginx -c /etc/nginx/nginx.conf') }],
  on: {
    node: (model, context) => {
      for (const process of model.trackProcesses) check(process, context);
    },
  },
});
