import { deepEqual, equal } from 'node:assert/strict';
import type { JsonObject } from '../../domain/json.js';
import type { Plugin } from '../plugin.js';
import { TestHost } from './test-host.js';

/** What a plugin must agree with: `plugin.yaml`, as a YAML parser reads it. */
export interface PluginManifestText {
  /** As in `plugin.yaml`. */
  readonly name: string;
  /** As in `plugin.yaml`. */
  readonly version: string;
  /** What the plugin says that it offers. */
  readonly capabilities: readonly string[];
  /** What it listens to. */
  readonly events?: { readonly subscribe?: readonly string[] } | undefined;
}

/** The test functions of a runner. Those of node:test, mocha and vitest fit. */
export interface PluginTestRunner {
  /** Groups tests. */
  readonly describe: (title: string, body: () => void) => unknown;
  /** Registers one test. */
  readonly it: (title: string, body: () => Promise<void>) => unknown;
}

/** What the contract of a plugin is checked with. */
export interface PluginContractOptions {
  /** Makes the plugin, fresh for each clause. */
  readonly create: () => Plugin;
  /** What `plugin.yaml` says of the plugin. */
  readonly manifest: PluginManifestText;
  /** A configuration that the plugin starts with. @default none */
  readonly config?: JsonObject | undefined;
  /** Registers the tests. */
  readonly runner: PluginTestRunner;
}

/** One thing that every plugin must do. */
interface PluginClause {
  /** Stable: other places refer to it. */
  readonly id: string;
  readonly title: string;
  readonly check: (options: PluginContractOptions) => void | Promise<void>;
}

/** A name that no plugin has for anything. */
const unknown = 'contract-unknown';

const start = ({ create, config }: PluginContractOptions): Promise<TestHost> => TestHost.start(create(), config);

const clauses: readonly PluginClause[] = [
  {
    id: 'AP-01',
    title: 'has the name and the version of plugin.yaml',
    check({ create, manifest }) {
      const { name, version } = create();
      deepEqual({ name, version }, { name: manifest.name, version: manifest.version });
    },
  },
  {
    id: 'AP-02',
    title: 'offers what plugin.yaml has as capabilities, and nothing else',
    check: ({ create, manifest }) => deepEqual(offersOf(create()), [...manifest.capabilities].sort()),
  },
  {
    id: 'AP-03',
    title: 'handles the events that plugin.yaml subscribes to',
    check({ create, manifest }) {
      const patterns = create().events?.patterns ?? [];
      deepEqual([...patterns].sort(), [...(manifest.events?.subscribe ?? [])].sort());
    },
  },
  {
    id: 'AP-04',
    title: 'starts, shuts down, and starts again in another process',
    async check(options) {
      await (await start(options)).shutdown();
      await (await start(options)).shutdown();
    },
  },
  {
    id: 'AP-05',
    title: 'refuses an operation that it does not have, and stays alive',
    async check(options) {
      await using host = await start(options);
      equal((await host.execute(unknown)).success, false);
      equal((await host.execute(unknown)).success, false);
    },
  },
  {
    id: 'AP-06',
    title: 'has an answer about the smallest workflow',
    async check(options) {
      await using host = await start(options);
      await host.validate({ name: 'smallest', initial: 'end', steps: { end: { type: 'terminal' } } });
    },
  },
];

/** The capabilities that a plugin has. An empty list of operations is none, as `BasePlugin` has it. */
function offersOf({ operations, stepTypes, validator, events }: Plugin): readonly string[] {
  const offers = [
    Object.keys(operations ?? {}).length > 0 ? 'operations' : undefined,
    Object.keys(stepTypes ?? {}).length > 0 ? 'step_types' : undefined,
    validator === undefined ? undefined : 'validators',
    events === undefined ? undefined : 'events',
  ];
  return offers.filter((offer) => offer !== undefined).sort();
}

/** Registers a test for each thing that every plugin must do, whatever it is for. */
export function describePluginContract(options: PluginContractOptions): void {
  const { describe, it } = options.runner;
  describe(`Plugin contract: ${options.manifest.name}`, () => {
    for (const { id, title, check } of clauses) it(`${title} [${id}]`, async () => check(options));
  });
}
