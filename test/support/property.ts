import { join } from 'node:path';
import type { Arbitrary } from 'fast-check';
import { projectRoot } from '../../packages/go-plugin/test/support/fixtures.js';
import { checkProperty as check } from '../../packages/go-plugin/test/support/property.js';

const seeds = join(projectRoot, 'test/fixtures/seeds/');

/**
 * Checks a property of JSON inputs. Failing inputs are kept in test/fixtures/seeds/`name`.json, and tried before new ones
 * from then on. `predicate` throws or rejects for a violation.
 */
export const checkProperty = <T>(
  name: string,
  inputs: Arbitrary<T>,
  predicate: (input: T) => void | Promise<void>,
  numRuns: number,
): Promise<void> => check(name, inputs, predicate, numRuns, seeds);
