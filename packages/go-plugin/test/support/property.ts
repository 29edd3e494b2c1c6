import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import fc, { type Arbitrary, type RunDetails } from 'fast-check';

const seeds = fileURLToPath(new URL('../../../../../packages/go-plugin/test/fixtures/seeds/', import.meta.url));

/** A recorded failure: the smallest input, which every later run tries first, and how it was found. */
interface KeptSeed {
  readonly input: unknown;
  readonly seed?: number | undefined;
  readonly path?: string | null | undefined;
  readonly error?: string | undefined;
}

const fileOf = (name: string): string => `${seeds}${name}.json`;

/** The inputs that once failed the property of this name. */
export function keptInputs(name: string): readonly unknown[] {
  return readKept(name).map(({ input }) => input);
}

function readKept(name: string): readonly KeptSeed[] {
  const file = fileOf(name);
  return existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as KeptSeed[]) : [];
}

/** Adds a failing input to the file of its property. Returns a text about it. */
export function keepInput(name: string, found: KeptSeed): string {
  const file = fileOf(name);
  const kept = readKept(name);
  if (kept.some(({ input }) => JSON.stringify(input) === JSON.stringify(found.input))) return `known from ${file}`;
  writeFileSync(file, `${JSON.stringify([...kept, found], undefined, 2)}\n`);
  return `written to ${file}, from where every run tries it first; commit it with the mend`;
}

/**
 * Checks a property of JSON inputs. Failing inputs are kept in packages/go-plugin/test/fixtures/seeds/`name`.json, and
 * tried before new ones from then on. `predicate` throws or rejects for a violation.
 */
export async function checkProperty<T>(
  name: string,
  inputs: Arbitrary<T>,
  predicate: (input: T) => void | Promise<void>,
  numRuns: number,
): Promise<void> {
  const examples = keptInputs(name).map((input): [T] => [input as T]);
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
  const kept = keepInput(name, {
    input: details.counterexample[0],
    seed,
    path: counterexamplePath,
    error,
  });
  throw new Error(`${fc.defaultReportMessage(details)}\nThe input was ${kept}.`, { cause: errorInstance });
}
