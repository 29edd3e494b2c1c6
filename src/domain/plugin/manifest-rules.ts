import { coreSource } from '../event/domain-event.js';
import { isOfType, typeProblem } from './input-type.js';
import type { ConfigField } from './manifest.js';
import { parseVersionConstraint } from './version-constraint.js';
import { parseVersion } from './version.js';

/** What is wrong with a plugin's name, if anything. It is the part of an operation's name before the dot, so it has none. */
export const pluginNameProblem = (name: string): string | undefined =>
  /^[A-Za-z][A-Za-z0-9_-]*$/.test(name)
    ? undefined
    : 'must begin with a letter and hold letters, digits, "-" and "_" only';

/** What is wrong with the name that a plugin gives itself, if anything. Its events carry it, and the host's carry another. */
export const ownNameProblem = (name: string): string | undefined =>
  pluginNameProblem(name) ?? (name === coreSource ? 'is what events of the host have as their source' : undefined);

/** Name of the program in a plugin's folder. It follows the name of the folder, not that in the manifest, as in AWF. */
export const programNameOf = (folder: string): string =>
  folder.startsWith('awf-plugin-') ? folder : `awf-plugin-${folder}`;

/** What is wrong with a plugin's version, if anything. */
export const pluginVersionProblem = (version: string): string | undefined =>
  parseVersion(version) === undefined ? 'must be a version such as 1.2.3 or 1.2.3-rc.1' : undefined;

/** What is wrong with the AWF versions a plugin asks for, if anything. */
export const awfVersionProblem = (constraint: string): string | undefined =>
  parseVersionConstraint(constraint) === undefined
    ? 'must be a version constraint such as ">=0.5.0 <1.0.0" or "^1.2.0"'
    : undefined;

/** What is wrong with the declaration of a setting, if anything: its default must be one of its own allowed values. */
export function configFieldProblem(field: ConfigField): string | undefined {
  if (field.secret === true) return secretFieldProblem(field);
  if (field.default !== undefined && !isOfType(field.default, field.type))
    return `default ${typeProblem(field.default, field.type)}`;
  const wrong = field.enum?.find((value) => !isOfType(value, field.type));
  if (wrong !== undefined) return `enum: every value ${typeProblem(wrong, field.type)}`;
  if (field.default !== undefined && field.enum?.includes(field.default) === false)
    return 'default must be one of the values of enum';
  return undefined;
}

/** A secret is a text that only its user has: a manifest that had one would publish it. */
function secretFieldProblem({ type, default: value, enum: allowed }: ConfigField): string | undefined {
  if (type !== 'string') return 'secret: only a string can be a secret';
  if (value !== undefined) return 'secret: a secret has no default';
  return allowed === undefined ? undefined : 'secret: a secret has no enum';
}
