import * as v from 'valibot';
import { recordOf, type JsonObject } from '../../domain/json.js';
import type { PluginSandbox } from '../../domain/plugin/plugin-sandbox.js';
import { parseByteSize } from '../../domain/project/byte-size.js';
import { parseDuration } from '../../domain/workflow/duration.js';
import { count, filled, flag, isMapping, mapping, text } from './setting-types.js';

/** A text or number that a function of the domain makes a number of. */
const parsed = (parse: (text: string) => number | undefined, problem: string) =>
  v.pipe(
    v.union([v.string(), v.number()], problem),
    v.rawTransform(({ dataset, addIssue, NEVER }) => {
      const value = parse(String(dataset.value));
      if (value !== undefined && value > 0) return value;
      addIssue({ message: problem });
      return NEVER;
    }),
  );

const variable = v.pipe(
  text,
  v.regex(
    /^[A-Za-z_][A-Za-z0-9_]*\*?$/u,
    'must be the name of an environment variable; a * may stand for the end of it',
  ),
);

const variables = v.pipe(
  v.custom<JsonObject>(isMapping, 'must be a mapping of variable names to texts'),
  // As an object, valibot would leave out a variable that is called `constructor`.
  v.transform((given) => new Map(Object.entries(given))),
  v.map(
    v.pipe(v.string(), v.regex(/^[A-Za-z_][A-Za-z0-9_]*$/u, 'is not a name of an environment variable')),
    v.pipe(
      text,
      v.check((value) => !value.includes('\0'), 'contains a zero byte'),
    ),
  ),
  v.transform((given) => recordOf(given)),
);

const list = <S extends v.GenericSchema>(item: S) => v.array(item, 'must be a list');

/** `sandbox` of a plugin. Paths stay as they are written. */
export const sandboxSchema = v.pipe(
  mapping({
    env: v.optional(list(variable)),
    env_values: v.optional(variables),
    working_dir: v.optional(filled),
    memory: v.optional(parsed(parseByteSize, 'must be a size such as 512MiB, or a number of bytes')),
    cpu_time: v.optional(parsed(parseDuration, 'must be a duration such as 30s or 5m, or a number of seconds')),
    open_files: v.optional(count),
    processes: v.optional(count),
    no_new_privileges: v.optional(flag),
    read_only: v.optional(flag),
    writable: v.optional(list(filled)),
    network: v.optional(flag),
  }),
  v.check(
    ({ writable, read_only: readOnly }) => writable === undefined || readOnly === true,
    '`writable` has an effect only with `read_only: true`',
  ),
  v.transform((given): PluginSandbox => ({
    env: given.env,
    envValues: given.env_values,
    workingDir: given.working_dir,
    memoryBytes: given.memory,
    cpuTimeMs: given.cpu_time,
    openFiles: given.open_files,
    processes: given.processes,
    noNewPrivileges: given.no_new_privileges,
    readOnly: given.read_only,
    writable: given.writable,
    network: given.network,
  })),
);
