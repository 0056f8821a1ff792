import manifest from '../../package.json' with { type: 'json' };

/** This program's release. */
export const version: string = manifest.version;
