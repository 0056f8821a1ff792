/** What a node does, fact by fact. */
export type Facts = Map<string, string>;
