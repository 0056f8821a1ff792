import { readDaemonCommand } from '../../../bundle/daemon-command.ts';
import type { Unit } from '../../../bundle/unit.ts';
import type { NodeModel } from '../../../model/node.ts';
import type { RuleContext } from '../../rule.ts';

/** systemd must know whether the command it starts is the daemon, or leaves a daemon behind. */
export function checkType(unit: Unit, node: NodeModel, context: RuleContext): void {
  const command = unit.command;
  const daemon = command === undefined ? undefined : readDaemonCommand(command.line.split(/\s+/));
  const pidFile = unit.last('Service', 'PIDFile');
  if (command === undefined || daemon === undefined) return;
  const type = unit.last('Service', 'Type');
  const isForking = type?.value.text === 'forking';
  const isSimple = /^(?:simple|exec|)$/.test(type?.value.text ?? '');
  if (isForking && daemon.staysInForeground)
    context.report({
      place: type!.place,
      severity: 'error',
      message: `Type=forking of keepalived.service on ${node.name} waits for a fork that --dont-fork forbids`,
      why: 'systemd takes the start for failed after its time limit of 90 s, and stops the daemon.',
      label: 'the daemon does not fork',
      help: 'Type=simple, or ExecStart without --dont-fork',
      related: [{ place: command.place, message: 'stays in the foreground' }],
    });
  // A variable may hold --dont-fork.
  else if (isSimple && !daemon.staysInForeground && !daemon.isOpen)
    context.report({
      place: type?.place ?? command.place,
      severity: 'error',
      message: `keepalived.service on ${node.name} runs keepalived without --dont-fork, and is not Type=forking`,
      why: 'The first process ends at once. systemd takes the service for finished and stops the daemon it left behind.',
      label: 'the daemon forks',
      help: 'Type=forking, or ExecStart with --dont-fork',
      related: [{ place: command.place, message: 'goes to the background' }],
    });
  if (
    isForking &&
    pidFile !== undefined &&
    daemon.pidFile !== undefined &&
    !samePath(daemon.pidFile, pidFile.value.text)
  )
    context.report({
      place: pidFile.place,
      message: `PIDFile=${pidFile.value.text} of keepalived.service on ${node.name} is not the file that keepalived writes, ${daemon.pidFile}`,
      why: 'systemd waits for the file it was told of and takes the start for failed.',
      label: 'another file',
      help: `PIDFile=${daemon.pidFile}`,
      related: [{ place: command.place, message: `writes ${daemon.pidFile}` }],
    });
}

/** /var/run is a link to /run. */
function samePath(one: string, other: string): boolean {
  const plain = (path: string) => path.replace(/^\/var\/run\//, '/run/');
  return plain(one) === plain(other);
}
