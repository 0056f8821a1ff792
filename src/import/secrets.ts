import type { SecretText } from '../topology/schema.ts';

/** Passwords on their way into hacfg.yaml: as references to the environment, or as they are. */
export class Secrets {
  readonly keeps: boolean;
  private readonly variables = new Map<string, string>();

  constructor(keeps: boolean) {
    this.keeps = keeps;
  }

  /** What stands in hacfg.yaml for a password. Routers with one password share a variable. */
  textFor(password: string, router: string): SecretText {
    const known = this.variables.get(password);
    if (this.keeps) {
      this.variables.set(password, known ?? this.freeName(router));
      return password;
    }
    if (known !== undefined) return { env: known };
    const name = this.freeName(router);
    this.variables.set(password, name);
    return { env: name };
  }

  private freeName(router: string): string {
    const taken = new Set(this.variables.values());
    if (taken.size === 0) return 'VRRP_PASS';
    const wish = `VRRP_PASS_${router.toUpperCase().replace(/[^A-Z0-9_]/g, '_')}`;
    let name = wish;
    for (let at = 2; taken.has(name); at++) name = `${wish}_${at}`;
    return name;
  }

  /** The variables to set, with the password that belongs in each: for whoever generates, never to be shown. */
  environment(): Record<string, string> {
    return Object.fromEntries([...this.variables].map(([password, name]) => [name, password]));
  }
}
