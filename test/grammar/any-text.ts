import fc from 'fast-check';

const piece = fc.constantFrom(
  ...[
    'vrrp_instance ',
    'a',
    '{',
    '}',
    '"',
    '\n',
    ' ',
    '\t',
    '#',
    '!',
    '\\',
    '$A',
    '${A}',
    '$A=',
    '@x',
    '~SEQ(I,1,2)',
  ],
  ...['include ', '\r\n', '\0', '\u00a0', 'ä', '心', '\ufeff', "'"],
);
/** Texts of all kinds, most of them made of what means something to the grammar. */
export const anyText: fc.Arbitrary<string> = fc.oneof(
  fc.array(piece).map((pieces) => pieces.join('')),
  fc.string(),
  fc.string({ unit: 'binary' }),
);
