import { defaultLimits } from './container-options.js';
import { SecretMask } from '../../domain/secret-mask.js';
import { didYouMean } from '../../domain/did-you-mean.js';
import { defaultSupervision } from './container-options.js';
import { HostOptionError } from './host-option-error.js';

/** What is wrong with the value of an option, if anything. */
type Check = (value: unknown) => string | undefined;

const optionChecks: Readonly<Record<string, Check>> = {
  transport: (value) => oneOf(value, ['grpc', 'in_memory', 'legacy_stub']),
  plugins: mapOfPlugins,
  builtIns: listOfPlugins,
  pluginsDir: directories,
  directories: (value) => (Array.isArray(value) ? undefined : `must be a list, is ${kindOf(value)}`),
  cwd: (value) => (typeof value === 'function' ? undefined : text(value)),
  statePath: text,
  settingsPath: text,
  settingsFile: (value) => (typeof value === 'function' ? undefined : `must be a function, is ${kindOf(value)}`),
  hostVersion: text,
  pluginConfig,
  secrets: (value) => (value instanceof SecretMask ? undefined : `must be a SecretMask, is ${kindOf(value)}`),
  folder: (value) => (typeof value === 'function' ? undefined : `must be a function, is ${kindOf(value)}`),
  configure: (value) => (typeof value === 'function' ? undefined : `must be a function, is ${kindOf(value)}`),
  logger,
  logLevel: (value) => oneOf(value, ['trace', 'debug', 'info', 'warn', 'error']),
  limits,
  supervision,
  allowInsecure: (value) => (typeof value === 'boolean' ? undefined : `must be true or false, is ${kindOf(value)}`),
  frozen: (value) => (typeof value === 'boolean' ? undefined : `must be true or false, is ${kindOf(value)}`),
  lock: (value) => (typeof value === 'function' ? undefined : `must be a function, is ${kindOf(value)}`),
  onPluginStatus: (value) => (typeof value === 'function' ? undefined : `must be a function, is ${kindOf(value)}`),
};

/**
 * Checks options as a program without type checks may give them. What is undefined counts as absent.
 *
 * @param known the options that the called function has
 * @throws HostOptionError
 */
export function checkOptions(options: unknown, known: readonly string[]): void {
  if (!isObject(options)) throw new HostOptionError('(all)', `must be an object, is ${kindOf(options)}`);
  for (const [name, value] of Object.entries(options)) {
    if (!known.includes(name)) throw new HostOptionError(name, `does not exist${didYouMean(name, known)}`);
    const problem = value === undefined ? undefined : optionChecks[name]?.(value);
    if (problem !== undefined) throw new HostOptionError(name, problem);
  }
}

/** The options of `buildContainer`. */
export const containerOptions: readonly string[] = [
  ...['transport', 'directories', 'plugins', 'builtIns', 'statePath', 'hostVersion', 'logger', 'logLevel', 'limits'],
  ...['supervision', 'allowInsecure', 'onPluginStatus', 'settingsFile', 'pluginConfig', 'secrets', 'folder', 'lock'],
];

/** The options of `createHost`. */
export const hostOptions: readonly string[] = [
  ...containerOptions.filter((name) => !['directories', 'settingsFile', 'folder', 'lock'].includes(name)),
  ...['pluginsDir', 'settingsPath', 'cwd', 'configure', 'frozen'],
];

function mapOfPlugins(value: unknown): string | undefined {
  const shape = 'must be an object with a plugin for each name, such as { greeter: new Greeter() }';
  if (!isObject(value) || value instanceof Map) return `${shape}, is ${kindOf(value)}`;
  for (const [name, plugin] of Object.entries(value)) {
    const problem = typeof plugin === 'function' ? classProblem(plugin) : pluginProblem(plugin);
    if (problem !== undefined) return `${name} ${problem}`;
  }
  return undefined;
}

function listOfPlugins(value: unknown): string | undefined {
  if (!Array.isArray(value)) return `must be a list of plugins, is ${kindOf(value)}`;
  for (const [index, plugin] of (value as readonly unknown[]).entries()) {
    const problem = typeof plugin === 'function' ? classProblem(plugin) : undefined;
    const found = problem ?? pluginProblem(plugin) ?? unusedByBuiltIns(plugin);
    if (found !== undefined) return `the plugin at ${index} ${found}`;
  }
  return undefined;
}

/** A function makes a plugin at each start. A class, which cannot be called, would fail only then. */
const classProblem = (made: object & { readonly name?: unknown }): string | undefined =>
  /^class\b/u.test(Function.prototype.toString.call(made))
    ? `is a class; give an instance of it, or () => new ${String(made.name) || 'It'}(...)`
    : undefined;

function pluginProblem(plugin: unknown): string | undefined {
  if (!isObject(plugin)) return `must be a plugin, is ${kindOf(plugin)}`;
  if (typeof plugin.name !== 'string' || typeof plugin.version !== 'string')
    return 'must be a plugin: it lacks a name or a version';
  return plugin.operations === undefined || isObject(plugin.operations)
    ? undefined
    : `has operations that are ${kindOf(plugin.operations)}, not an object with an operation for each name`;
}

/** What a built-in plugin may not have, because nobody would ask for it. */
function unusedByBuiltIns(plugin: unknown): string | undefined {
  const unused = ['stepTypes', 'validator'].find((name) => isObject(plugin) && plugin[name] !== undefined);
  return unused === undefined
    ? undefined
    : `has ${unused}; a built-in plugin has operations alone, so give it as one of \`plugins\``;
}

function directories(value: unknown): string | undefined {
  const wrong = Array.isArray(value) ? (value as readonly unknown[]).find((path) => typeof path !== 'string') : value;
  if (wrong === undefined || typeof wrong === 'string') return undefined;
  const advice = wrong instanceof URL ? '; use fileURLToPath() of node:url' : '';
  return `must be the path of a folder, or a list of paths, has ${kindOf(wrong)}${advice}`;
}

function logger(value: unknown): string | undefined {
  const methods = ['log', 'isEnabled', 'named'];
  const missing = isObject(value) ? methods.filter((name) => typeof value[name] !== 'function') : methods;
  return missing.length === 0 ? undefined : `must have the methods of Logger; it lacks ${missing.join(', ')}`;
}

function pluginConfig(value: unknown): string | undefined {
  if (!isObject(value)) return `must be an object with the settings of each plugin, is ${kindOf(value)}`;
  const wrong = Object.entries(value).find(([, settings]) => !isObject(settings));
  return wrong === undefined
    ? undefined
    : `${wrong[0]} must be an object such as { key: 'value' }, is ${kindOf(wrong[1])}`;
}

const limitNames = Object.keys(defaultLimits);

function supervision(value: unknown): string | undefined {
  if (!isObject(value)) return `must be an object such as { mostStarts: 5 }, is ${kindOf(value)}`;
  const known = Object.keys(defaultSupervision);
  for (const [name, given] of Object.entries(value)) {
    if (!known.includes(name)) return `${name} does not exist${didYouMean(name, known)}`;
    if (given === undefined) continue;
    const problem = name === 'restart' ? oneOf(given, ['on_call', 'at_once']) : notNegative(given);
    if (problem !== undefined) return `${name} ${problem}`;
  }
  return undefined;
}

const notNegative = (value: unknown): string | undefined =>
  typeof value === 'number' && value >= 0 ? undefined : 'must be a number that is not negative';

function limits(value: unknown): string | undefined {
  if (!isObject(value)) return `must be an object, is ${kindOf(value)}`;
  for (const [name, limit] of Object.entries(value)) {
    if (!limitNames.includes(name)) return `${name} does not exist${didYouMean(name, limitNames)}`;
    const unit = name.endsWith('Ms') ? ' of milliseconds' : '';
    if (limit !== undefined && !(typeof limit === 'number' && limit > 0))
      return `${name} must be a number${unit} above 0, is ${typeof limit === 'number' ? limit : kindOf(limit)}`;
  }
  return undefined;
}

function text(value: unknown): string | undefined {
  return typeof value === 'string' ? undefined : `must be a text, is ${kindOf(value)}`;
}

function oneOf(value: unknown, known: readonly string[]): string | undefined {
  if (known.some((name) => name === value)) return undefined;
  const given = typeof value === 'string' ? value : kindOf(value);
  return `must be one of ${known.join(', ')}, is ${given}${didYouMean(given, known)}`;
}

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

function kindOf(value: unknown): string {
  if (value === null || value === undefined) return String(value);
  if (Array.isArray(value)) return 'an array';
  const name =
    typeof value === 'object'
      ? ((value as { constructor?: { name?: string } }).constructor?.name ?? 'object')
      : typeof value;
  return /^[aeio]/iu.test(name) ? `an ${name}` : `a ${name}`;
}
