/** How the sample node runs its script. */
export interface SampleOptions {
  /** Lines of vrrp_script behind `script`. */
  readonly check?: readonly string[];
  /** `script_user`; none when undefined. */
  readonly user?: string | undefined;
  /** Replaces the whole command. */
  readonly command?: string;
  /** Lines at the end of vrrp_instance. */
  readonly instance?: readonly string[];
}

/** A node whose vrrp_script runs check.sh: line 7 is its `script`. */
export function checkedNode(options: SampleOptions = {}): string {
  const { check = ['interval 5', 'fall 2', 'rise 2'], user = 'root', instance = [] } = options;
  const command = options.command ?? '"/etc/keepalived/check.sh"';
  return `global_defs {
    script_user ${user}
    enable_script_security
}

vrrp_script chk_web {
    script ${command}
${check.map((line) => `    ${line}\n`).join('')}}

vrrp_instance VI_1 {
    state BACKUP
    interface eth0
    virtual_router_id 51
    priority 100
    virtual_ipaddress {
        192.0.2.100/24
    }
    track_script {
        chk_web
    }
${instance.map((line) => `    ${line}\n`).join('')}}
`;
}

/** The same with its script beside it. */
export function checkedBy(script: string, options: SampleOptions = {}): Readonly<Record<string, string>> {
  return { 'lb1/keepalived.conf': checkedNode(options), 'lb1/check.sh': script };
}
