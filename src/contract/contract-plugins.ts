import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';

/** The contract's plugins as programs, for transports that start a plugin from a folder. */
export interface ContractPlugins {
  /** Absolute path of the folder that holds a folder for each of them, with a `plugin.yaml` and the program. */
  readonly directory: string;
  /** Name of the plugin that the suites call. */
  readonly plugin: string;
  /** Name of a plugin without a program, for suites that need one that is switched off. */
  readonly disabled: string;
}

/** Where the contract's plugins are in the package as it is installed. */
export function contractPlugins(): ContractPlugins {
  const root = dirname(createRequire(import.meta.url).resolve('awf-plugins/package.json'));
  return { directory: join(root, 'bin', 'plugins'), plugin: 'contract-echo', disabled: 'contract-disabled' };
}
