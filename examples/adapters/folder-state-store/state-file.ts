import type { JsonObject, PluginApproval, PluginOrigin, PluginState } from 'awf-plugins';

/** The text of a plugin's file. */
export const formatState = (state: PluginState): string => `${JSON.stringify(state, null, 2)}\n`;

/** Reads the text of a plugin's file. @throws Error that says what is wrong: an unreadable state must not enable a plugin */
export function parseState(text: string): PluginState {
  const value = JSON.parse(text) as unknown;
  if (!isObject(value)) throw new Error('the state of a plugin must be an object');
  const { enabled, config, disabledAt, approved, origin } = value;
  if (typeof enabled !== 'boolean') throw new Error('"enabled" must be true or false');
  if (!isObject(config)) throw new Error('"config" must be an object');
  return {
    enabled,
    config: config as JsonObject,
    ...(disabledAt === undefined ? {} : { disabledAt: textOf('disabledAt', disabledAt) }),
    ...(approved === undefined ? {} : { approved: approvalsOf(approved) }),
    ...(isObject(origin) ? { origin: origin as unknown as PluginOrigin } : {}),
  };
}

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** An approval that cannot be read must not count as none. */
function approvalsOf(value: unknown): readonly PluginApproval[] {
  const valid = Array.isArray(value) && value.every((one) => isObject(one) && typeof one.checksum === 'string');
  if (!valid) throw new Error('"approved" must be a list of approvals, each with a checksum');
  return value as readonly PluginApproval[];
}

function textOf(name: string, value: unknown): string {
  if (typeof value !== 'string') throw new Error(`"${name}" must be a string`);
  return value;
}
