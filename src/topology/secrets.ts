import type { Report, YamlPath } from './problem.ts';
import type { SecretText } from './schema.ts';

/** Where secrets come from. */
export interface SecretSources {
  readonly env: Readonly<Record<string, string | undefined>>;
  /** The text of a file named relative to hacfg.yaml, or why there is none. */
  readonly readFile: (path: string) => { readonly text: string } | { readonly fault: string };
}

/**
 * The value of a secret; undefined when it cannot be had, which is reported at its place without a word of what it
 * is. A newline at its end does not belong to it.
 */
export function readSecret(
  secret: SecretText,
  path: YamlPath,
  { env, readFile }: SecretSources,
  report: Report,
): string | undefined {
  const fail = (key: string, message: string, help?: string): undefined => {
    report({ path: [...path, key], kind: 'no-secret', message, ...(help === undefined ? {} : { help }) });
    return undefined;
  };
  if (typeof secret === 'string') return secret;
  if ('env' in secret) {
    const value = env[secret.env];
    if (value === undefined || value === '') {
      const what = value === undefined ? 'is not set' : 'is empty';
      return fail('env', `the environment variable ${secret.env} ${what}`, `${secret.env}=... hacfg gen`);
    }
    return value.replace(/\r?\n$/, '');
  }
  const found = readFile(secret.file);
  if ('fault' in found) return fail('file', `the file ${secret.file} ${found.fault}`);
  const text = found.text.replace(/\r?\n$/, '');
  return text === '' ? fail('file', `the file ${secret.file} is empty`) : text;
}
