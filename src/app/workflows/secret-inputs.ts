import type { JsonObject } from '../../domain/json.js';
import { secretTexts, type SecretMask } from '../../domain/secret-mask.js';
import { isSecretName } from '../../domain/secret-names.js';
import type { InputDeclaration } from '../../domain/workflow/input-declaration.js';

/** Has the values of secret inputs masked: those that the workflow declares as `secret`, and those that AWF takes for secrets by their names. */
export function maskInputs(declared: readonly InputDeclaration[], given: JsonObject, secrets: SecretMask): void {
  const names = declared.filter(({ secret }) => secret === true).map(({ name }) => name);
  const found = Object.entries(given).filter(([name]) => names.includes(name) || isSecretName(name));
  for (const text of found.flatMap(([, value]) => secretTexts(value))) secrets.add(text);
  for (const { name, secret, default: fallback } of declared)
    if ((secret === true || isSecretName(name)) && typeof fallback === 'string') secrets.add(fallback);
}
