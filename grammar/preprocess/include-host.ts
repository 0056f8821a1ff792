import type { IncludeFault } from '../problems.ts';
import type { SourceText } from '../source.ts';

/** One path that an include pattern matched. */
export interface IncludeMatch {
  readonly path: string;
  /** Why the daemon would not read it; undefined for a plain file. */
  readonly fault: IncludeFault | undefined;
}

/**
 * The files an include line can reach. The grammar never touches a disk: whoever calls it decides what an
 * include may see.
 */
export interface IncludeHost {
  /** What `pattern` names, sorted, relative to `directory`; empty when it names nothing. */
  glob(pattern: string, directory: string): readonly IncludeMatch[];
  /** The text of a matched file; the fault when it cannot be read after all. */
  read(path: string): SourceText | IncludeFault;
  folderExists(pattern: string, directory: string): boolean;
}

/** For text that stands alone: every include is missing, and none is reported. */
export const noIncludes: IncludeHost = {
  glob: () => [],
  read: () => 'not-found',
  folderExists: () => false,
};
