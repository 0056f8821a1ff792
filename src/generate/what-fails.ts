import type { CheckPlan } from './plan/types.ts';

/** What has happened when a check fails, for comments: `nginx does not run`. */
export function whatFails(check: CheckPlan): string {
  switch (check.kind) {
    case 'http':
    case 'nginx':
    case 'apache':
      return `${check.kind === 'http' ? 'the page' : check.kind} does not answer at ${check.url}`;
    case 'tcp':
      return `nothing listens on ${check.host} port ${check.port}`;
    case 'process':
      return `${check.process} does not run`;
    case 'ping':
      return `fewer than ${check.need} of ${check.targets.join(', ')} answer a ping`;
    case 'command':
      return 'the command fails';
    default:
      return `${check.kind} does not answer`;
  }
}
