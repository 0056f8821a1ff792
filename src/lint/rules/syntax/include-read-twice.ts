import { placeOfLine } from '../../../../grammar/configuration.ts';
import type { Place } from '../../../../grammar/source.ts';
import type { Related } from '../../../diagnostics/diagnostic.ts';
import type { NodeModel } from '../../../model/node.ts';
import { defineRule } from '../../rule.ts';

const MAX_BLOCKS = 5;

/** Blocks of the included files that may be there only once; a few of them will do. */
function namedBlocks(include: Place, node: NodeModel): Related[] {
  const { inclusions, root } = node.configuration;
  const files = inclusions
    .filter(({ place }) => place.source === include.source && place.span.start === include.span.start)
    .flatMap(({ files }) => files);
  return root.statements
    .filter((statement) => statement.spec?.kind === 'block')
    .map((statement) => placeOfLine(statement))
    .filter((place) => files.includes(place.source.path))
    .slice(0, MAX_BLOCKS)
    .map((place) => ({ place, message: 'defined a second time by it' }));
}

/** Includes that the daemon executes once too often. */
export const syntaxIncludeReadTwice = defineRule({
  id: 'syntax/include-read-twice',
  severity: 'warning',
  scope: 'node',
  docs: {
    summary: 'An include behind a condition or out of a definition, which is read twice',
    why: 'keepalived reads the configuration in several passes. On such a line the later passes take the text of the file from the first pass and then the file once more: instances are "already defined", lists are doubled.',
    references: ['keepalived lib/parser.c: read_line, check_include'],
  },
  bad: [
    {
      caption: 'The keyword comes out of a definition',
      at: 'keepalived.conf:2:1',
      files: {
        'keepalived.conf': `$READ=include
$READ vips.inc
`,
        'vips.inc': `vrrp_instance VI_1 {
    state BACKUP
    interface eth0
    virtual_router_id 51
    priority 100
    virtual_ipaddress {
        192.0.2.100/24
    }
}
`,
      },
    },
  ],
  good: [
    {
      caption: 'A condition inside the included file does',
      files: `vrrp_instance VI_1 {
    state BACKUP
    interface eth0
    virtual_router_id 51
    priority 100
    virtual_ipaddress {
        192.0.2.100/24
    }
}
`,
    },
  ],
  on: {
    problem: {
      'include-read-twice': ({ place, cause }, node, context) => {
        const written = place.source.slice(place.span);
        context.report({
          place,
          message:
            cause === 'condition'
              ? `keepalived reads ${written} twice: it stands behind a condition`
              : `keepalived reads the file of ${written} twice: the keyword comes out of a definition`,
          help:
            cause === 'condition'
              ? `Write ${written} without a condition, and the condition on the lines of the file`
              : 'Write include itself; the name of the file may come out of a definition',
          label: 'read twice',
          related: namedBlocks(place, node),
        });
      },
    },
  },
});
