import { basename } from 'node:path';
import {
  describePluginLoaderContract,
  pluginLoaderClauses,
  type PluginLoaderSubject,
} from '../../src/contract/index.js';
import { AwfError } from '../../src/domain/errors/awf-error.js';
import type { ErrorCode } from '../../src/domain/errors/error-details.js';
import type { PluginInfo } from '../../src/domain/plugin/plugin-info.js';
import type { PluginLoader } from '../../src/ports/plugin-loader.js';
import { pluginFolders } from '../support/contract-subjects.js';
import { altered, describeMutants } from '../support/mutants.js';

const loader =
  (change: (original: PluginLoader) => Partial<PluginLoader>) =>
  (subject: PluginLoaderSubject): PluginLoaderSubject => ({
    ...subject,
    loader: altered(subject.loader, change(subject.loader)),
  });

const discovering = (change: (plugins: readonly PluginInfo[]) => readonly PluginInfo[]) =>
  loader((original) => ({ discoverPlugins: async (...call) => change(await original.discoverPlugins(...call)) }));

/** Takes an error of loading for no error, and says what stands in for it. */
const forgiving = (code: ErrorCode) =>
  loader((original) => ({
    loadPlugin: (locator, options) =>
      original.loadPlugin(locator, options).catch(async (error: unknown) => {
        if (!AwfError.is(error, code)) throw error;
        const plugins = await original.discoverPlugins(`${locator}/..`).catch(() => []);
        return { ...(plugins.find((info) => info.locator === locator) ?? ({} as PluginInfo)), status: 'loaded' };
      }),
  }));

function remembering(original: PluginLoader): Partial<PluginLoader> {
  let known: Promise<readonly PluginInfo[]> | undefined;
  return { discoverPlugins: (...call) => (known ??= original.discoverPlugins(...call)) };
}

/** Remembers what was loaded, and says so when it discovers. */
function stateful(original: PluginLoader): Partial<PluginLoader> {
  const loaded = new Set<string>();
  return {
    discoverPlugins: async (...call) => {
      const plugins = await original.discoverPlugins(...call);
      return plugins.map((info) => (loaded.has(info.locator) ? { ...info, status: 'loaded' } : info));
    },
    loadPlugin: async (locator, options) => {
      const info = await original.loadPlugin(locator, options);
      loaded.add(locator);
      return info;
    },
  };
}

describeMutants('PluginLoader', describePluginLoaderContract, pluginLoaderClauses, pluginFolders, {
  'PL-01': [
    'discovers plugins in any order',
    discovering((plugins) => (plugins.length === 2 ? [...plugins].reverse() : plugins)),
  ],
  'PL-02': ['does not say what a plugin can do', loader(incapable)],
  'PL-03': ['remembers what was loaded', loader(stateful)],
  'PL-04': [
    'calls the locator of a loaded plugin by another name',
    loader((original) => ({
      loadPlugin: async (...call) => {
        const info = await original.loadPlugin(...call);
        return { ...info, locator: basename(info.locator) };
      },
    })),
  ],
  'PL-05': ['looks for plugins once', loader(remembering)],
  'PL-06': [
    'does not mention plugins that it cannot read',
    discovering((plugins) => plugins.filter(({ status }) => status !== 'failed')),
  ],
  'PL-07': ['does not say what is wrong with a manifest', loader(silent)],
  'PL-08': ['loads plugins without looking for their programs', forgiving('SYSTEM.IO.PLUGIN_BINARY_NOT_FOUND')],
  'PL-09': [
    'takes a missing directory for an empty one',
    loader((original) => ({
      discoverPlugins: (...call) =>
        original.discoverPlugins(...call).catch((error: unknown) => {
          if (AwfError.is(error, 'USER.INPUT.MISSING_FILE')) return [];
          throw error;
        }),
    })),
  ],
  'PL-10': ['loads what is not there', forgiving('USER.INPUT.MISSING_FILE')],
  'PL-11': [
    'discovers although the signal is aborted',
    loader((original) => ({ discoverPlugins: (directory) => original.discoverPlugins(directory) })),
  ],
  'PL-12': [
    'loads although the signal is aborted',
    loader((original) => ({ loadPlugin: (directory) => original.loadPlugin(directory) })),
  ],
});

/** Of a plugin that it discovers as of one that it loads, so that the two still agree. */
function incapable(original: PluginLoader): Partial<PluginLoader> {
  const change = (info: PluginInfo): PluginInfo => ({ ...info, manifest: { ...info.manifest, capabilities: [] } });
  return {
    discoverPlugins: async (...call) => (await original.discoverPlugins(...call)).map(change),
    loadPlugin: async (...call) => change(await original.loadPlugin(...call)),
  };
}

function silent(original: PluginLoader): Partial<PluginLoader> {
  return {
    loadPlugin: (directory, options) =>
      original.loadPlugin(directory, options).catch((error: unknown) => {
        if (!AwfError.is(error, 'USER.VALIDATION.MANIFEST_INVALID')) throw error;
        throw new AwfError(error.code, { ...error.details, problems: [] });
      }),
  };
}
