/** A part of the job that could not be done: a missing or unreadable file, a bad hacfg.yaml. */
export interface Trouble {
  /** As the user wrote it where the user did, else absolute. */
  readonly path: string;
  /** Without the path; says what to do about it. */
  readonly message: string;
}
