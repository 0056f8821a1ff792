import type { SourceText } from '../../grammar/source.ts';
import type { YamlFault, YamlFile } from '../bundle/yaml.ts';
import type { Diagnostic } from '../diagnostics/diagnostic.ts';

interface Words {
  /** The kind of the fault; default: yaml. */
  readonly kind?: string;
  readonly message: string;
  readonly help?: string;
}

/** What the parser calls a fault, and what there is to say of it in a hacfg.yaml. */
const wordsOf: Readonly<Record<string, (message: string, word: string) => Words>> = {
  DUPLICATE_KEY: (_message, word) => ({
    kind: 'duplicate',
    message: `${word} is there twice in one mapping`,
    help: 'Give the second another name, or make one of the two.',
  }),
  MULTIPLE_DOCS: () => ({
    message: 'hacfg.yaml is one document, and --- begins another',
    help: 'Each cluster in a file of its own.',
  }),
  TAB_AS_INDENT: () => ({
    message: 'not valid YAML: a tab does not indent',
    help: 'Blanks in its place, two for each step.',
  }),
  BAD_INDENT: (message) => {
    const close = /end with a ([\]}])/.exec(message)?.[1];
    if (close !== undefined)
      return {
        message: `not valid YAML: ${close} is missing`,
        help: `A ${close === ']' ? '[' : '{'} above has no ${close}, or what stands in it begins too far to the left.`,
      };
    return {
      message: 'not valid YAML: this line does not begin where the others of its block begin',
      help: 'The keys of one mapping begin in the same column.',
    };
  },
  MISSING_CHAR: (message) => {
    const quote = /closing (["'])/.exec(message)?.[1];
    return {
      message: `not valid YAML: ${quote === undefined ? message : `${quote} is missing`}`,
      ...(quote === undefined ? {} : { help: `A text above begins with ${quote} and does not end.` }),
    };
  },
};

/** What makes a text no YAML, or YAML that no hacfg.yaml can be. */
export function yamlProblems(file: YamlFile, source: SourceText): Diagnostic[] {
  const twice = file.faults.filter(({ code }) => code === 'DUPLICATE_KEY');
  // Of a text that cannot be parsed the first fault is the one to mend: the others follow from it.
  const [first] = file.faults.filter((fault) => !twice.includes(fault));
  const found = [...twice, ...(first === undefined ? [] : [first])];
  const faults = found.length > 0 ? found : otherFaults(file);
  return faults
    .toSorted((one, other) => one.offset - other.offset)
    .map((fault) => diagnosticOf(fault, source));
}

function otherFaults({ root, plain, oddKeys }: YamlFile): YamlFault[] {
  if (oddKeys.length > 0)
    return oddKeys.map((offset) => ({ offset, message: 'a key must be a word, not a list or a mapping' }));
  const isCutOff = plain === undefined && root !== undefined;
  return isCutOff ? [{ offset: 0, message: 'its aliases make too many values out of few' }] : [];
}

function diagnosticOf({ offset, message, code }: YamlFault, source: SourceText): Diagnostic {
  const word = /^[^\s:,{}[\]]*/.exec(source.text.slice(offset, offset + 200))![0];
  const own = code === undefined || !Object.hasOwn(wordsOf, code) ? undefined : wordsOf[code];
  const words: Words = own?.(message, word) ?? { message: `not valid YAML: ${message}` };
  return {
    rule: `topology/${words.kind ?? 'yaml'}`,
    severity: 'error',
    message: words.message,
    why: undefined,
    help: words.help,
    label: undefined,
    place: source.origin({ start: offset, end: offset + word.length }),
    related: [],
    fixes: [],
    url: '',
  };
}
