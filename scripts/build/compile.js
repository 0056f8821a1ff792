// Has V8 compile what a lint runs through, once, for the Node that runs the build.
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/**
 * Lints a pair as many write it, with the mistakes that go from one guide to the next and with their scripts, for what
 * V8 keeps is the code that was run.
 *
 * @param target the folder of the program
 */
export function compile(target) {
  const folder = mkdtempSync(join(tmpdir(), 'hacfg-build-'));
  try {
    for (const [host, state] of Object.entries({ lb1: 'MASTER', lb2: 'BAKCUP' })) {
      mkdirSync(join(folder, host));
      writeFileSync(join(folder, host, 'keepalived.conf'), configuration(state));
      writeFileSync(join(folder, host, 'check.sh'), check);
      writeFileSync(join(folder, host, 'check_mysqld.sh'), failover);
    }
    const files = ['lb1/keepalived.conf', 'lb2/keepalived.conf'];
    lint(target, folder, files);
    // By itself: what is run of the other parts for it would be in the way of all that have no such file.
    writeFileSync(join(folder, 'lb1/sysctl.conf'), 'net.ipv4.ip_forward = 1\n');
    lint(target, folder, files);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
  for (const name of ['hacfg', 'hacfg-scripts']) {
    if (!existsSync(join(target, 'dist', `${name}-${process.version}-${process.arch}.cache`)))
      console.warn(`no start-up cache was made of ${name}: the program will make one when it first needs it`);
  }
}

function lint(target, cwd, files) {
  const command = [join(target, 'bin/hacfg.js'), 'lint', ...files];
  const { status } = spawnSync(process.execPath, command, { cwd, stdio: ['ignore', 'ignore', 'inherit'] });
  // There are findings.
  if (status !== 1) throw new Error(`the program that was built ended with ${status}`);
}

/** Waits for a service, and asks it for its port. */
const check = `#!/bin/sh
# 检查 nginx
if [ $(ps -C nginx --no-headers | wc -l) -eq 0 ]; then
    systemctl restart nginx >/dev/null 2>&1
    sleep 2
    pgrep nginx || exit 1
fi
for port in 80 443; do
    nc -z 127.0.0.1 "$port" && exit 0
done
`;

/** Looks for a process in a list of them, and ends keepalived instead of failing. */
const failover = `#!/bin/bash
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
`;

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
virtual_server 192.0.2.1 80 {
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
}
