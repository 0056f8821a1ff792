/** Keys and list positions from the top of hacfg.yaml to a value. */
export type YamlPath = readonly (string | number)[];

/** Something wrong with hacfg.yaml, by the way to it. */
export interface TopologyProblem {
  readonly path: YamlPath;
  /** What to point at: the key, or the value behind it. Default: value. */
  readonly at?: 'key' | 'value';
  /** Names the kind of mistake: `unknown-key`. */
  readonly kind: string;
  readonly message: string;
  readonly why?: string;
  readonly help?: string;
  readonly related?: readonly {
    readonly path: YamlPath;
    readonly at?: 'key' | 'value';
    readonly message: string;
  }[];
}

export type Report = (problem: TopologyProblem) => void;
