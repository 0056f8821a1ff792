import type { GeneratedCase } from './case.ts';

/** A file as people write it, whose braces and quotes are to go wrong. */
const typical = `global_defs {
    router_id lb1
    script_user root
}

vrrp_script chk {
    script "/usr/bin/true"
    interval 2
    weight -20
}

vrrp_instance VI_1 {
    state BACKUP
    interface eth0
    virtual_router_id 51
    priority 100
    advert_int 1
    authentication {
        auth_type PASS
        auth_pass "s3cret"
    }
    virtual_ipaddress {
        10.0.0.1/24 dev eth0
    }
    track_script {
        chk
    }
}

virtual_server 10.0.0.1 80 {
    delay_loop 6
    lb_algo rr
    lb_kind NAT
    protocol TCP
    real_server 10.0.0.2 80 {
        weight 1
        HTTP_GET {
            url {
                path /
                status_code 200
            }
            connect_timeout 3
        }
    }
}
`.split('\n');

function alone(id: string, lines: readonly string[]): GeneratedCase {
  return { id, lines: () => lines, alone: true };
}

function replaced(at: number, ...lines: readonly string[]): string[] {
  return [...typical.slice(0, at), ...lines, ...typical.slice(at + 1)];
}

/** The typical file with one fault of structure at every place where it can be. */
export function structureCases(): GeneratedCase[] {
  return typical.flatMap((line, at) => {
    if (line.trim() === '') return [];
    const named = (what: string, lines: readonly string[]) => alone(`line ${at + 1} ${what}`, lines);
    const brace = /[{}]/.test(line);
    return [
      named('left out', replaced(at)),
      named('twice', replaced(at, line, line)),
      named('and a closing brace', replaced(at, line, '}')),
      named('and an opening brace', replaced(at, `${line} {`)),
      named('after a lonely brace', replaced(at, '{', line)),
      named('with a quote', replaced(at, `${line}"`)),
      named('after an unknown word', replaced(at, 'xyz 1', line)),
      named('after an unknown block', replaced(at, 'xyz {', '    abc 1', '}', line)),
      named('glued to the next', [
        ...typical.slice(0, at),
        `${line} ${(typical[at + 1] ?? '').trim()}`,
        ...typical.slice(at + 2),
      ]),
      named('commented out', replaced(at, `# ${line}`)),
      ...(brace
        ? [
            named('without its brace', replaced(at, line.replace(/[{}]/, ''))),
            named('with its brace twice', replaced(at, line.replace(/([{}])/, '$1 $1'))),
            named('with its brace below', replaced(at, line.replace(/[{}]/, ''), line.replace(/[^{}]/g, ''))),
          ]
        : []),
    ];
  });
}

/** Definitions, loops, conditions, each with the mistakes people make in them. */
export function textCases(): GeneratedCase[] {
  const instance = (vips: readonly string[], lines: readonly string[] = []) => [
    'vrrp_instance VI_1 {',
    '    state BACKUP',
    '    interface eth0',
    '    virtual_router_id 51',
    ...lines,
    '    virtual_ipaddress {',
    ...vips.map((vip) => `        ${vip}`),
    '    }',
    '}',
  ];
  const definitions = ['$P=5', '$P= 5', '$P =5', '$1P=5', '$P="5"', '$P=', '$P=5 # five', '$p=5', '${P}=5'];
  const uses = ['$P', '${P}', '"$P"', '"${P}"', '$P.', '$PX', '$P,', '${P }', '$(P)'];
  const loops = ['1,3', '3', '3,1', '1,0,3', '0', '1,1,x', '', '1 ,3', '3,-1,1', '0x1,0x3', '1,2,6', ',3'];
  const lists = ['1,2', '', '1', '1,,2', '{1,2}', '1,2,'];
  const conditions = [
    '@testid',
    '@^testid',
    '@other',
    '@^other',
    '@',
    '@ testid',
    '@testid @other',
    '@!testid',
  ];
  return [
    ...definitions.flatMap((definition) =>
      ['$P', '${P}'].map((use) =>
        alone(`${definition} ${use}`, [definition, ...instance(['10.0.0.1'], [`    priority ${use}`])]),
      ),
    ),
    ...uses.map((use) => alone(`use ${use}`, ['$P=5', ...instance(['10.0.0.1'], [`    priority ${use}`])])),
    ...uses.map((use) => alone(`undefined ${use}`, instance(['10.0.0.1'], [`    priority ${use}`]))),
    ...loops.flatMap((loop) => [
      alone(`~SEQ(I,${loop})`, instance([`~SEQ(I,${loop}) 10.0.0.$I`])),
      alone(`~SEQ(I,${loop}) in braces`, instance([`~SEQ(I,${loop}) 10.0.0.\${I}`])),
      alone(`~SEQx(I,${loop})`, instance([`~SEQx(I,${loop}) fe80::\${I}`])),
    ]),
    ...lists.map((list) => alone(`~LST(I,${list})`, instance([`~LST(I,${list}) 10.0.0.\${I}`]))),
    ...['~SEQ(I,1,3', '~SEQ I,1,3)', '~SEX(I,1,3)', '~SEQ(I)', '~LST(I)', '~LST({A,B},{1,2},{3,4})'].map(
      (text) => alone(text, instance([`${text} 10.0.0.\${I}`])),
    ),
    ...conditions.flatMap((condition) => [
      alone(`${condition} value`, instance(['10.0.0.1'], [`    ${condition} priority 300`])),
      alone(`${condition} block`, [
        ...instance(['10.0.0.1']),
        `${condition} vrrp_script chk {`,
        '    script "/usr/bin/true"',
        '}',
      ]),
      alone(`${condition} entry`, instance([`${condition} 10.0.0.1`, '10.0.0.2'])),
    ]),
    ...['include', 'includer', 'includem', 'includew', 'includea', 'includeb', 'includex'].flatMap(
      (keyword) =>
        ['', '/no/such/file', '/no/such/*.conf', '"/no/such/file"'].map((name) =>
          alone(`${keyword} ${name}`, [`${keyword} ${name}`.trimEnd(), ...instance(['10.0.0.1'])]),
        ),
    ),
  ];
}
