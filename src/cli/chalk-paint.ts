import { Chalk } from 'chalk';
import type { Paint } from '../report/paint.ts';

/** Only the sixteen colours that the user's own theme defines: legible on light and dark grounds alike. */
export function chalkPaint(level: 1 | 2 | 3): Paint {
  const chalk = new Chalk({ level });
  return {
    severity: { error: chalk.bold.red, warning: chalk.bold.yellow, info: chalk.bold.blue },
    strong: chalk.bold,
    quiet: chalk.dim,
    location: chalk.cyan,
    related: chalk.blue,
    heading: chalk.bold.cyan,
    added: chalk.green,
    removed: chalk.red,
    good: chalk.green,
  };
}
