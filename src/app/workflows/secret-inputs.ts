import type { JsonObject } from '../../domain/json.js';
import type { SecretMask } from '../../domain/secret-mask.js';
import { isSecretName } from '../../domain/secret-names.js';
import type { InputDeclaration } from '../../domain/workflow/input-declaration.js';

/** Has the values of secret inputs masked: those that the workflow declares as `secret`, and those that AWF takes for secrets by their names. */
export function maskInputs(declared: readonly InputDeclaration[], given: JsonObject, secrets: SecretMask): void {
  const names = declared.filter(({ secret }) => secret === true).map(({ name }) => name);
  for (const [name, value] of Object.entries(given))
    if (names.includes(name) || isSecretName(name))
      secrets.add(typeof value === 'string' ? value : JSON.stringify(value));
  for (const { name, secret, default: fallback } of declared)
    if ((secret === true || isSecretName(name)) && typeof fallback === 'string') secrets.add(fallback);
}
