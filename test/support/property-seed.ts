import fc from 'fast-check';

/**
 * Property tests draw the same cases everywhere, so that a change is judged by what it changes and not by luck.
 * HACFG_SEED=NUMBER draws others: `HACFG_SEED=$RANDOM npm test` goes looking for new ones.
 */
const seed = Number(process.env.HACFG_SEED ?? '1');

fc.configureGlobal({ ...fc.readConfigureGlobal(), seed });
