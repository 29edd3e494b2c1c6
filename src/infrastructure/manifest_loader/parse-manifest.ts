import * as v from 'valibot';
import { AwfError } from '../../domain/errors/awf-error.js';
import type { Problem } from '../../domain/errors/problem.js';
import type { PluginManifest } from '../../domain/plugin/manifest.js';
import { parseYaml } from '../shared/parse-yaml.js';
import { placeOf, plainValue } from '../shared/source-tree.js';
import { manifestSchema } from './manifest-schema.js';

/**
 * Reads the text of a `plugin.yaml`.
 * @throws AwfError `USER.VALIDATION.MANIFEST_INVALID` with all that is wrong, by line and column
 */
export function parseManifest(text: string, path: string): PluginManifest {
  const source = parseYaml(text);
  if (!source.ok) {
    const faults = source.faults.map(({ at, problem }) => ({ ...at, problem }));
    throw invalidManifest(path, faults);
  }
  const { root } = source;
  if (root.kind === 'scalar' && root.text === '') throw invalidManifest(path, [{ problem: 'the file is empty' }]);

  const parsed = v.safeParse(manifestSchema, plainValue(root), { abortPipeEarly: true });
  if (parsed.success) return parsed.output;
  throw invalidManifest(
    path,
    parsed.issues.map((issue) => {
      const keys = (issue.path ?? []).map(({ key }) => key as string | number);
      return { ...placeOf(root, keys), problem: issue.message, field: keys.join('.') || undefined };
    }),
  );
}

/** A manifest with these problems. */
export const invalidManifest = (path: string, problems: readonly Problem[]): AwfError =>
  new AwfError('USER.VALIDATION.MANIFEST_INVALID', { path, problems });
