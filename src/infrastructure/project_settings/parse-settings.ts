import { resolve } from 'node:path';
import * as v from 'valibot';
import { didYouMean } from '../../domain/did-you-mean.js';
import { AwfError } from '../../domain/errors/awf-error.js';
import type { Problem } from '../../domain/errors/problem.js';
import { noSettings, type PluginSettings, type ProjectSettings } from '../../domain/project/project-settings.js';
import { parseYaml } from '../shared/parse-yaml.js';
import { keyPlaceOf, placeOf, plainValue, type SourceNode } from '../shared/source-tree.js';
import { settingsSchema, topLevelKeys, unknownKeys } from './settings-schema.js';

/** Settings, and what AWF would warn of in their file. */
export interface ParsedSettings {
  readonly settings: ProjectSettings;
  readonly warnings: readonly Problem[];
}

/**
 * Reads the text of a `.awf/config.yaml`.
 * @param path its name in errors
 * @param folder the folder of the project; paths in the text are relative to it
 * @throws AwfError `USER.VALIDATION.SETTINGS_INVALID` with all that is wrong, by line and column
 */
export function parseSettings(text: string, path: string, folder: string): ParsedSettings {
  const source = parseYaml(text);
  if (!source.ok) {
    const faults = source.faults.map(({ at, problem }) => ({ ...at, problem }));
    throw new AwfError('USER.VALIDATION.SETTINGS_INVALID', { path, problems: faults });
  }
  const { root } = source;
  if (root.kind === 'scalar' && root.text === '') return { settings: noSettings, warnings: [] };
  const given = plainValue(root);
  const parsed = v.safeParse(settingsSchema, given);
  if (!parsed.success) throw invalid(path, root, parsed.issues);
  const { inputs, notify, telemetry, plugins } = parsed.output;
  return {
    settings: {
      path,
      inputs: inputs ?? noSettings.inputs,
      notify: { defaultBackend: notify?.default_backend },
      telemetry: { exporter: telemetry?.exporter, serviceName: telemetry?.service_name },
      plugins: new Map([...(plugins ?? [])].map(([name, plugin]) => [name, within(folder, plugin)])),
    },
    warnings: unknownKeys(given as object).map((key) => ({
      ...keyPlaceOf(root, [key]),
      field: key,
      problem: `unknown key, ignored${didYouMean(key, topLevelKeys)}`,
    })),
  };
}

type Issues = readonly v.BaseIssue<unknown>[];

function invalid(path: string, root: SourceNode, issues: Issues): AwfError {
  const problems = issues.map((issue): Problem => {
    const items = issue.path ?? [];
    const keys = items.map(({ key }) => key as string | number);
    const find = items.at(-1)?.origin === 'key' ? keyPlaceOf : placeOf;
    return { ...find(root, keys), problem: issue.message, field: keys.join('.') || undefined };
  });
  return new AwfError('USER.VALIDATION.SETTINGS_INVALID', { path, problems });
}

function within(folder: string, { config, sandbox }: PluginSettings): PluginSettings {
  if (sandbox === undefined) return { config, sandbox };
  const { workingDir, writable } = sandbox;
  return {
    config,
    sandbox: {
      ...sandbox,
      workingDir: workingDir === undefined ? undefined : resolve(folder, workingDir),
      writable: writable?.map((path) => resolve(folder, path)),
    },
  };
}
