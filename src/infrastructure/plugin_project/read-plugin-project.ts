import { stat } from 'node:fs/promises';
import { join, resolve, sep } from 'node:path';
import * as v from 'valibot';
import { AwfError } from '../../domain/errors/awf-error.js';
import { projectFileName, type PluginProject } from '../../domain/plugin/plugin-project.js';
import type { Problem } from '../../domain/errors/problem.js';
import { parseYaml } from '../shared/parse-yaml.js';
import { readErrorOf, readTextFile } from '../shared/read-text-file.js';
import { keyPlaceOf, placeOf, plainValue } from '../shared/source-tree.js';

/** Far more than such a file has. */
const maxBytes = 64 * 1024;

const inside = v.pipe(
  v.string('must be a path'),
  v.check((path) => path.trim() !== '', 'is empty'),
);

const fields = v.strictObject(
  {
    command: inside,
    output: inside,
  },
  (issue) =>
    issue.expected === 'never'
      ? 'unknown key'
      : issue.received === 'undefined'
        ? 'required field missing'
        : 'must be a mapping',
);

/** valibot takes a list for an object. */
const schema = v.pipe(
  v.custom<object>((value) => typeof value === 'object' && !Array.isArray(value), 'must be a mapping'),
  fields,
);

/**
 * Reads how a plugin is built. A folder without such a file is a plugin as it is.
 *
 * @throws AwfError `USER.INPUT.MISSING_FILE`, `USER.VALIDATION.PROJECT_INVALID`, `SYSTEM.IO.READ_FAILED`; the reason of the signal
 */
export async function readPluginProject(folder: string, signal: AbortSignal): Promise<PluginProject> {
  const directory = resolve(folder);
  await expectFolder(directory);
  const path = join(directory, projectFileName);
  const file = await readTextFile(path, maxBytes, signal).catch((error: unknown) => {
    if (AwfError.is(error, 'USER.INPUT.MISSING_FILE') && error.details.problem === undefined) return undefined;
    throw error;
  });
  if (file === undefined) return { directory };
  if (!file.ok) throw invalid(path, [{ problem: file.problem }]);
  return parseProject(file.text, path, directory);
}

function parseProject(text: string, path: string, directory: string): PluginProject {
  const source = parseYaml(text);
  if (!source.ok)
    throw invalid(
      path,
      source.faults.map(({ at, problem }) => ({ ...at, problem })),
    );
  const { root } = source;
  if (root.kind === 'scalar' && root.text === '') throw invalid(path, [{ problem: 'the file is empty' }]);
  const parsed = v.safeParse(schema, plainValue(root), { abortPipeEarly: true });
  if (!parsed.success)
    throw invalid(
      path,
      parsed.issues.map((issue) => {
        const keys = (issue.path ?? []).map(({ key }) => key as string | number);
        const find = issue.path?.at(-1)?.origin === 'key' ? keyPlaceOf : placeOf;
        return { ...find(root, keys), problem: issue.message, field: keys.join('.') || undefined };
      }),
    );
  const { command, output } = parsed.output;
  const within = resolve(directory, output);
  // A folder that is built is replaced, so it must not hold the project.
  if (!within.startsWith(`${directory}${sep}`))
    throw invalid(path, [
      { ...placeOf(root, ['output']), field: 'output', problem: 'must be a folder inside the project' },
    ]);
  return { directory, build: { command, output: within } };
}

async function expectFolder(path: string): Promise<void> {
  const status = await stat(path).catch((cause: unknown) => {
    throw readErrorOf(path, cause);
  });
  if (!status.isDirectory())
    throw new AwfError('USER.INPUT.MISSING_FILE', { path, problem: 'is a file, not a folder' });
}

const invalid = (path: string, problems: readonly Problem[]): AwfError =>
  new AwfError('USER.VALIDATION.PROJECT_INVALID', { path, problems });
