import type { Place } from '../../../../grammar/source.ts';
import type { Edit } from '../../../diagnostics/diagnostic.ts';
import type { Directive, Selector } from '../../../diagnostics/directives.ts';
import type { JudgedDirective } from '../../rule.ts';

/** A configuration with a comment on the line above preempt_delay, or behind it. */
export function commented(above: string, behind = '', lines = 'nopreempt\n    preempt_delay 60'): string {
  const [first, second = ''] = lines.split('\n');
  const comment = above === '' ? '' : `    ${above}\n`;
  return `vrrp_instance VI_1 {
    state BACKUP
    interface eth0
    virtual_router_id 51
    priority 100
    ${first}
${comment}${second}${behind === '' ? '' : ` ${behind}`}
    virtual_ipaddress {
        192.0.2.100/32
    }
}
`;
}

export function placeOfWord({ source, word }: Directive): Place {
  return { source, span: word.span };
}

export function placeOfSelector({ source }: Directive, { span }: Selector): Place {
  return { source, span };
}

/** Words at the end that are no names of rules but a reason without its dashes; undefined when there are none. */
export function reasonIn({ directive, unknown }: JudgedDirective): readonly Selector[] | undefined {
  if (directive.reason !== undefined) return undefined;
  const plain = new Set(
    unknown.flatMap(({ selector, near }) =>
      near.length === 0 && !/[/*]/.test(selector.text) ? selector : [],
    ),
  );
  const first = directive.selectors.findLastIndex((selector) => !plain.has(selector)) + 1;
  const words = directive.selectors.slice(first);
  return words.length > 1 ? words : undefined;
}

/** The edit that takes a comment out: with its line when it is alone there, else with the blanks in front of it. */
export function removeComment({ source, comment }: Directive): Edit {
  const { text } = source;
  const lineStart = text.lastIndexOf('\n', comment.start - 1) + 1;
  const before = text.slice(lineStart, comment.start);
  if (before.trim() !== '') {
    return {
      place: { source, span: { start: lineStart + before.trimEnd().length, end: comment.end } },
      text: '',
    };
  }
  const newline = text.indexOf('\n', comment.end);
  const end = newline === -1 ? text.length : newline + 1;
  return { place: { source, span: { start: lineStart, end } }, text: '' };
}

/** Whether nothing of the comment would be lost: it says no more than the directive. */
export function isWholeComment({ source, comment, span }: Directive): boolean {
  const before = source.text.slice(comment.start, span.start);
  return (
    /^(?:[#!;]+|<!--)\s*$/.test(before) && /^\s*(?:-->)?\s*$/.test(source.text.slice(span.end, comment.end))
  );
}
