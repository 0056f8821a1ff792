/** A check script that lowers the priority by 50. */
export const weightedScript = `vrrp_script chk_nginx {
    script "/usr/bin/pgrep -x nginx"
    interval 2
    fall 2
    rise 2
    weight -50
}
`;

export const trackScript = `    track_script {
        chk_nginx
    }
`;

/** An instance on eth0 (1) or eth1 (2), with more lines at its end. */
export function instance(number: 1 | 2, more = '', settings = 'priority 100'): string {
  return `vrrp_instance VI_${number} {
    state BACKUP
    interface eth${number - 1}
    virtual_router_id 5${number}
    ${settings}
    advert_int 1
    virtual_ipaddress {
        ${number === 1 ? '192.0.2' : '198.51.100'}.100/24
    }
${more}}
`;
}

/** `vrrp_sync_group G1`, or another, of these members. */
export function group(members: readonly string[], more = '', name = 'G1'): string {
  return `vrrp_sync_group ${name} {
    group {
${members.map((member) => `        ${member}\n`).join('')}    }
${more}}
`;
}
