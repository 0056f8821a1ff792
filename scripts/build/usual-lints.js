// What most people's lints are like: the build has the program do these, and sees what they run.
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** Those that the configuration names, and others that lie about. */
const scripts = {
  // Waits for a service, and asks it for its port.
  'check.sh': `#!/bin/sh
# 检查 nginx
if [ $(ps -C nginx --no-headers | wc -l) -eq 0 ]; then
    systemctl restart nginx >/dev/null 2>&1
    sleep 2
    pgrep nginx || exit 1
fi
for port in 80 443; do
    nc -z 127.0.0.1 "$port" && exit 0
done
`,
  // Looks for a process in a list of them, and ends keepalived instead of failing.
  'check_mysqld.sh': `#!/bin/bash
# 检查 mysqld
RUNNING=\`netstat -ntlp | grep mysqld | wc -l\`
if [ $RUNNING -eq 0 ] ; then
service mysqld start
sleep 1
RUNNING=\`netstat -ntlp | grep mysqld | wc -l\`
if [ $RUNNING -eq 0 ] ; then
kill -9 \`cat /run/keepalived.pid\`
echo "keepalived stopped"
fi
fi
`,
  // The same once more, for a service that is started by its own program.
  'check_nginx.sh': `#!/bin/bash
if [ $(pidof nginx | wc -l) -eq 0 ]; then
    /usr/sbin/nginx
    sleep 1
    if [ $(pidof nginx | wc -l) -eq 0 ]; then
        killall keepalived
    fi
fi
`,
};

function configuration(state) {
  return `! Configuration File for keepalived
global_defs {
    notification_email {
        root@localhost
    }
    router_id lb  # 每台机器不一样
}
#vrrp_script mysql {
#    script "/etc/keepalived/check_mysql.sh"
#    interval 2
#    timeout 2
#}
vrrp_script check {
    script "/etc/keepalived/check.sh"
    interval 2
    weight -20
}
vrrp_instance VI_1 {
    state ${state}
    interface eth0
  mcast_src_ip 192.0.2.11  # 本机 IP
    virtual_router_id 51  # 主备一致
    priority 100
    advert_int 1  # 1 秒
    authentication {
        auth_type PASS
        auth_pass 1111
    }
    virtual_ipaddress {
        192.0.2.1/24 dev eth0
        192.0.2.11
    }
    track_script {
        check
    }
#   track_script {
#       mysql
#   }
}
`;
}

/** As one that checks nothing, or does not yet. */
function unchecked(state) {
  return `! Configuration File for keepalived
global_defs {
   router_id LVS_DEVEL
}
#vrrp_script chk {
#    script "/etc/keepalived/check.sh"
#    interval 2
#}
vrrp_instance VI_2 {  # 实例名，主备相同
    state ${state}
    interface eth0
    virtual_router_id 52  # 主备一致，0-255
    priority 100
    advert_int 1
    authentication {
        auth_type PASS
        auth_pass 1111
    }
    virtual_ipaddress {
        192.0.2.2
    }
#    track_script {
#        chk
#    }
}
`;
}

function unicast(own, peer) {
  return `vrrp_instance VI_3 {
    state BACKUP
    interface eth1
    virtual_router_id 53
    priority 1${own}
    unicast_src_ip 198.51.100.${own}
    unicast_peer {
        198.51.100.${peer}
    }
    virtual_ipaddress {
        198.51.100.1/24
    }
}
`;
}

const virtualServer = `virtual_server 192.0.2.1 80 {
    delay_loop 6
    lb_algo rr
    lb_kind DR
    protocol TCP
    real_server 192.0.2.11 80 {
        TCP_CHECK {
            connect_timeout 3
        }
    }
}
`;

/**
 * Pairs as many write them, with the mistakes that go from one guide to the next and with their scripts: hosts by name,
 * and the files of each.
 */
export const usual = {
  lb1: { ...scripts, 'keepalived.conf': configuration('MASTER') },
  lb2: { ...scripts, 'keepalived.conf': configuration('BACKUP') },
  web1: { 'keepalived.conf': unchecked('MASTER') },
  web2: { 'keepalived.conf': unchecked('BACKUP') },
};

const { 'check.sh': check } = scripts;

/** One that has more of everything: unicast peers, virtual servers, words that are misspelt, files around the configuration. */
export const further = {
  lb1: {
    'keepalived.conf': configuration('MASTER') + unicast('11', '12') + virtualServer,
    'check.sh': check,
    'sysctl.conf': 'net.ipv4.ip_forward = 1\n',
  },
  lb2: {
    'keepalived.conf': configuration('BAKCUP') + unicast('12', '11') + virtualServer,
    'check.sh': check,
  },
};

/**
 * @param {Record<string, Record<string, string>>} hosts
 * @param {(command: string[], folder: string) => void} run is given what stands behind the program on the command line,
 *   and a folder that holds the files until it returns
 */
export function lintOf(hosts, run) {
  const folder = mkdtempSync(join(tmpdir(), 'hacfg-build-'));
  try {
    for (const [host, files] of Object.entries(hosts)) {
      mkdirSync(join(folder, host));
      for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, host, name), text);
    }
    run(['lint', ...Object.keys(hosts).map((host) => `${host}/keepalived.conf`)], folder);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
