import { argumentOf, type Statement } from '../../../../grammar/configuration.ts';
import { isZeroPort, portFault } from '../../../../grammar/values/port.ts';
import { methodOf, type ServerDraft, type ServiceDraft } from '../../../model/service-draft.ts';
import { settings } from './checkers.ts';

/** A port and the statement it is written in. */
export interface CheckedPort {
  readonly port: number;
  readonly statement: Statement;
  /** Number of the word that holds it. */
  readonly at: number;
}

function portIn(statement: Statement | undefined, at: number): CheckedPort | undefined {
  const text = statement === undefined ? undefined : argumentOf(statement, at);
  if (statement === undefined || text === undefined || isZeroPort(text) || portFault(text) !== undefined)
    return undefined;
  return { port: Number(text), statement, at };
}

/**
 * The port that a checker connects to: its own connect_port, else that of the real server, which with DR and TUN is
 * that of the service (keepalived check_data.c: validate_check_config); undefined when there is none.
 */
export function portOfChecker(
  checker: Statement,
  server: ServerDraft,
  service: ServiceDraft,
): CheckedPort | undefined {
  const own = portIn(settings(checker.block, 'connect_port').at(-1), 1);
  if (own !== undefined) return own;
  const isRewritten = methodOf(server, service) === 'NAT';
  const isAddress = service.target.kind === 'address';
  return isRewritten || !isAddress ? portIn(server.statement, 2) : portIn(service.statement, 2);
}
