/** An instance with a list of one entry; `static_*` lists stand above it. */
export function entry(keyword: string, line: string, before = ''): string {
  const list = (indent: string) => `${indent}${keyword} {\n${indent}    ${line}\n${indent}}\n`;
  const isStatic = keyword.startsWith('static_');
  return `${before}${isStatic ? `${list('')}\n` : ''}vrrp_instance VI_1 {
    state BACKUP
    interface eth0
    virtual_router_id 51
    priority 100
    advert_int 1
${isStatic ? '' : list('    ')}${
  keyword === 'virtual_ipaddress'
    ? ''
    : `    virtual_ipaddress {
        192.0.2.100/24
    }
`
}}
`;
}
