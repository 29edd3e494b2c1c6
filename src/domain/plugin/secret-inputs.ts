import type { JsonObject } from '../json.js';
import { secretTexts, type SecretMask } from '../secret-mask.js';
import { isSecretName } from '../secret-names.js';
import type { InputSchema } from './operation.js';

/**
 * Has the values of secret inputs masked from now on: those that a plugin declares as `secret`, and those that AWF takes for secrets by their names.
 * The settings of a step are inputs as well.
 */
export function maskSecretInputs(
  inputs: Readonly<Record<string, InputSchema>>,
  given: JsonObject,
  secrets: SecretMask,
): void {
  for (const [name, value] of Object.entries(given)) {
    const isDeclared = Object.hasOwn(inputs, name) && inputs[name]?.secret === true;
    if (isDeclared || isSecretName(name)) for (const text of secretTexts(value)) secrets.add(text);
  }
}
