import type { JsonObject, JsonValue } from '../../domain/json.js';
import { operation, type InputDefinitions, type InputsOf, type Operation } from '../../sdk/operation.js';
import { success } from '../../sdk/result.js';
import type { Repository } from './repository.js';

/** Finds the repository that an operation is about. */
export type OpenRepository = (given: string | null | undefined, signal: AbortSignal) => Promise<Repository>;

/** What `gh` and AWF call an input of nearly every operation. */
const repo = { type: 'string', description: 'owner/name (default: that of the remote origin)' } as const;

/** The number of an issue or pull request, which share their numbers. */
export const number = { type: 'integer', required: true, description: 'Number of the issue or pull request' } as const;

/** The fields that the outputs are to have. */
export const fields = { type: 'array', description: 'Names of the outputs that are wanted (default: all)' } as const;

/** Declares an operation about one repository. */
export function repositoryOperation<const I extends InputDefinitions>(
  open: OpenRepository,
  about: { readonly description: string; readonly inputs: I; readonly outputs: readonly string[] },
  work: (repository: Repository, inputs: InputsOf<I>) => Promise<JsonObject>,
): Operation {
  const inputs: InputDefinitions = { ...about.inputs, repo };
  return operation({
    description: about.description,
    inputs,
    outputs: Object.fromEntries(about.outputs.map((name) => [name, {}])),
    handler: async ({ inputs, signal }) => {
      checkNumber(inputs.number);
      const repository = await open(inputs.repo as string | null | undefined, signal);
      return success(await work(repository, inputs as InputsOf<I>));
    },
  });
}

/** It becomes a part of a path. */
function checkNumber(given: JsonValue | undefined): void {
  if (given === undefined || (Number.isSafeInteger(given) && Number(given) > 0)) return;
  throw new Error('number must be a whole number above 0');
}

/** A text that is not blank. @throws Error that names the input */
export function filled(text: string, input: string): string {
  const trimmed = text.trim();
  if (trimmed === '') throw new Error(`${input} is empty`);
  return trimmed;
}

/** The texts of a list. @throws Error if it has something else */
export function textsOf(list: readonly JsonValue[] | null | undefined, input: string): readonly string[] {
  const texts = list ?? [];
  if (texts.every((item) => typeof item === 'string')) return texts;
  throw new Error(`${input} must have texts alone`);
}
