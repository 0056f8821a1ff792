import type { Rule } from '../../rule.ts';
import { sample } from '../vrrp/sample.ts';

const aws = 'environment: aws\n';
const peers = ['unicast_src_ip 192.0.2.11', 'unicast_peer {', '    192.0.2.12', '}'];
const notify = 'notify_master "/usr/local/sbin/claim-vip"';

/** The examples of unicast/required-in-cloud. */
export const cloudExamples: Pick<Rule, 'bad' | 'good'> = {
  bad: [
    {
      caption: 'hacfg.yaml says where the hosts are',
      at: 'lb1.conf:3:5',
      files: { 'hacfg.yaml': aws, 'lb1.conf': sample({ lines: [notify] }) },
    },
    {
      caption: 'The cloud goes on sending to the old master',
      at: 'lb1.conf:1:15',
      files: { 'hacfg.yaml': aws, 'lb1.conf': sample({ lines: peers }) },
    },
    {
      caption: 'A command tells where the host is',
      at: '3:5',
      files: sample({
        lines: ['notify_master "/usr/bin/aws ec2 assign-private-ip-addresses --allow-reassignment"'],
      }),
    },
  ],
  good: [
    { files: { 'hacfg.yaml': aws, 'lb1.conf': sample({ lines: [...peers, notify] }) } },
    {
      caption: 'A network that passes multicast on',
      files: { 'hacfg.yaml': `${aws}multicast: true\n`, 'lb1.conf': sample() },
    },
    { files: sample() },
  ],
};
