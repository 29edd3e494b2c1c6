import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import fc, { type Arbitrary, type RunDetails } from 'fast-check';

/** Where the failing inputs of this package are kept. */
const seeds = fileURLToPath(new URL('../../../../../packages/go-plugin/test/fixtures/seeds/', import.meta.url));

/** A recorded failure: the smallest input, which every later run tries first, and how it was found. */
interface KeptSeed {
  readonly input: unknown;
  readonly seed?: number | undefined;
  readonly path?: string | null | undefined;
  readonly error?: string | undefined;
}

const fileOf = (name: string, folder: string): string => `${folder}${name}.json`;

/** The inputs that once failed the property of this name. */
export function keptInputs(name: string, folder = seeds): readonly unknown[] {
  return readKept(fileOf(name, folder)).map(({ input }) => input);
}

function readKept(file: string): readonly KeptSeed[] {
  return existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as KeptSeed[]) : [];
}

/** Adds a failing input to the file of its property. Returns a text about it. */
export function keepInput(name: string, found: KeptSeed, folder = seeds): string {
  const file = fileOf(name, folder);
  const kept = readKept(file);
  if (kept.some(({ input }) => JSON.stringify(input) === JSON.stringify(found.input))) return `known from ${file}`;
  mkdirSync(folder, { recursive: true });
  writeFileSync(file, `${JSON.stringify([...kept, found], undefined, 2)}\n`);
  return `written to ${file}, from where every run tries it first; commit it with the mend`;
}

/**
 * Checks a property of JSON inputs. Failing inputs are kept in `name`.json in a folder, packages/go-plugin/test/fixtures/seeds
 * by default, and tried before new ones from then on. `predicate` throws or rejects for a violation.
 */
export async function checkProperty<T>(
  name: string,
  inputs: Arbitrary<T>,
  predicate: (input: T) => void | Promise<void>,
  numRuns: number,
  folder = seeds,
): Promise<void> {
  const examples = keptInputs(name, folder).map((input): [T] => [input as T]);
  // Properties of synchronous code are checked synchronously, because a turn of the event loop for each of 100,000
  // inputs is expensive.
  const details: RunDetails<[T]> = await Promise.resolve(
    predicate.constructor.name === 'AsyncFunction'
      ? fc.check(
          fc.asyncProperty(inputs, async (input) => predicate(input)),
          { numRuns, examples },
        )
      : fc.check(
          fc.property(inputs, (input) => void predicate(input)),
          { numRuns, examples },
        ),
  );
  if (!details.failed) return;
  if (details.counterexample === null) throw new Error(`${name}: ${fc.defaultReportMessage(details)}`);
  const { seed, counterexamplePath, errorInstance } = details;
  const error = errorInstance instanceof Error ? errorInstance.message : String(errorInstance);
  const kept = keepInput(name, { input: details.counterexample[0], seed, path: counterexamplePath, error }, folder);
  throw new Error(`${fc.defaultReportMessage(details)}\nThe input was ${kept}.`, { cause: errorInstance });
}
