import type { Place, SourceText } from '../../grammar/source.ts';
import { type Container, type ContainerCommand, type ContainerFile, runsKeepalived } from './container.ts';
import { linesOf, type Piece, placeOfPiece } from './lines.ts';

interface Instruction {
  readonly name: string;
  /** What stands behind the name, lines joined. */
  readonly text: string;
  readonly place: Place;
}

/** Reads a Dockerfile: what the last stage of it runs, when that is keepalived. */
export function parseDockerfile(source: SourceText): ContainerFile {
  const all = instructions(source);
  const from = all.findLastIndex(({ name }) => name === 'FROM');
  const stage = all.slice(Math.max(from, 0));
  const entrypoint = stage.findLast(({ name }) => name === 'ENTRYPOINT');
  const cmd = stage.findLast(({ name }) => name === 'CMD');
  const command = commandOf(entrypoint, cmd);
  if (command === undefined || !runsKeepalived(command.words)) return { containers: [], faults: [] };
  const signal = stage.findLast(({ name }) => name === 'STOPSIGNAL');
  const container: Container = {
    name: stage[0]?.name === 'FROM' ? stage[0].text : 'image',
    kind: 'dockerfile',
    place: command.place,
    network: undefined,
    privileged: false,
    added: [],
    dropped: [],
    stopSignal: signal === undefined ? undefined : { value: signal.text, place: signal.place },
    stopTime: undefined,
    command,
    hasInit: /(?:^|\/)(?:tini|dumb-init|catatonit|s6-\S+|init)$/.test(command.words[0] ?? ''),
    body: undefined,
  };
  return { containers: [container], faults: [] };
}

/** Instructions with their continued lines; comments may stand between those. */
function instructions(source: SourceText): Instruction[] {
  const found: Instruction[] = [];
  let open: { parts: string[]; start: Piece } | undefined;
  const finish = () => {
    if (open === undefined) return;
    const text = open.parts.join(' ').trim();
    const [, name, rest] = /^(\S+)\s*([\s\S]*)$/.exec(text) ?? [];
    if (name !== undefined)
      found.push({
        name: name.toUpperCase(),
        text: (rest ?? '').trim(),
        place: placeOfPiece(source, open.start),
      });
    open = undefined;
  };
  for (const line of linesOf(source)) {
    const body = line.text.trim();
    if (body.startsWith('#') || (body === '' && open === undefined)) continue;
    const continues = body.endsWith('\\');
    const text = continues ? body.slice(0, -1) : body;
    if (open === undefined) {
      const offset = line.offset + line.text.length - line.text.trimStart().length;
      open = { parts: [text], start: { text: body, offset } };
    } else open.parts.push(text);
    if (!continues) finish();
  }
  finish();
  return found;
}

/** ENTRYPOINT with CMD behind it, or CMD alone. A text that is no JSON list is run by a shell. */
function commandOf(
  entrypoint: Instruction | undefined,
  cmd: Instruction | undefined,
): ContainerCommand | undefined {
  const main = entrypoint ?? cmd;
  if (main === undefined) return undefined;
  const list = jsonList(main.text);
  if (list === undefined) return { form: 'shell', words: main.text.split(/\s+/), place: main.place };
  const rest = entrypoint === undefined || cmd === undefined ? [] : (jsonList(cmd.text) ?? []);
  return { form: 'exec', words: [...list, ...rest], place: main.place };
}

function jsonList(text: string): string[] | undefined {
  if (!text.startsWith('[')) return undefined;
  try {
    const value: unknown = JSON.parse(text);
    return Array.isArray(value) && value.every((one) => typeof one === 'string') ? value : undefined;
  } catch (error) {
    // What looks like a list and is none goes to the shell, as Docker does.
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}
