/** A hacfg.yaml to start from. */
export interface Shape {
  /** What `hacfg init` calls it. */
  readonly name: string;
  /** One line for the list of shapes. */
  readonly summary: string;
  /** The whole file. What is the reader's to change is marked with `# <-`. */
  readonly text: string;
}

/** What stands above every shape. `about`: comment lines on what the cluster does. */
export function opening(about: string): string {
  return `# yaml-language-server: $schema=https://raw.githubusercontent.com/hacfg/hacfg/main/schema/hacfg.schema.json
${about}#
# Change the lines marked with "<-", then write the files of every host:
#   hacfg gen -o out
# out/HOST holds them as they are to stand on that host; out/HOST/apply.sh installs them there.
`;
}
