import * as v from 'valibot';
import { didYouMean } from '../../domain/did-you-mean.js';

/** valibot takes a list for an object. */
export const isMapping = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** A setting that is a text. */
export const text = v.string((issue) => `must be a text, is ${issue.received}; put it in quotes`);

/** A text with something in it. */
export const filled = v.pipe(text, v.nonEmpty('is empty'));

/** A setting that is on or off. */
export const flag = v.boolean('must be true or false');

/** A number of things. */
export const count = v.pipe(
  v.number('must be a number'),
  v.check((value) => Number.isSafeInteger(value) && value > 0, 'must be a whole number above 0'),
);

/**
 * A mapping that has no other keys. A setting that is misspelt would otherwise be one that is not made.
 * @param entries the schema of each key
 */
export const mapping = <E extends v.ObjectEntries>(entries: E) =>
  v.pipe(
    v.custom<v.InferInput<v.LooseObjectSchema<E, undefined>>>(isMapping, 'must be a mapping'),
    v.looseObject(entries),
    v.rawCheck(({ dataset, addIssue }) => {
      const value: unknown = dataset.value;
      if (!isMapping(value)) return;
      const known = Object.keys(entries);
      for (const key of Object.keys(value).filter((name) => !known.includes(name))) {
        const path: [v.ObjectPathItem] = [{ type: 'object', origin: 'key', input: value, key, value: value[key] }];
        addIssue({ message: `unknown setting${didYouMean(key, known)}`, path });
      }
    }),
  );
