import { expect } from 'chai';
import type { PluginInspector } from '../ports/plugin-inspector.js';
import { describeClauses, type Clause, type ContractOptions, type ContractSubject } from './clauses.js';
import { expectAborted, expectRejection } from './expectations.js';

/** A plugin that nobody else can change, and that the suite changes. */
export interface PluginInspectorSubject extends ContractSubject {
  /** The inspector under test. */
  readonly inspector: PluginInspector;
  /** Where the plugin is. */
  readonly locator: string;
  /** Changes the program, or something else that it consists of. */
  readonly change: (part: 'program' | 'rest') => Promise<void>;
  /** Lets another user change it. */
  readonly expose: () => Promise<void>;
  /** Removes it. */
  readonly remove: () => Promise<void>;
}

/** Clauses of the port PluginInspector. */
export const pluginInspectorClauses: readonly Clause<PluginInspectorSubject>[] = [
  {
    id: 'PX-01',
    title: 'gives hashes of a known form, the same ones for a plugin that has not changed',
    async check({ inspector, locator }) {
      const first = await inspector.inspect(locator);
      expect(first.checksum).to.match(/^[0-9a-f]{64}$/u);
      expect(first.contents).to.match(/^h1:[A-Za-z0-9+/]{43}=$/u);
      expect(await inspector.inspect(locator)).to.deep.equal(first);
    },
  },
  {
    id: 'PX-02',
    title: 'sees a change of the program in both hashes',
    async check({ inspector, locator, change }) {
      const before = await inspector.inspect(locator);
      await change('program');
      const after = await inspector.inspect(locator);
      expect(after.checksum).not.to.equal(before.checksum);
      expect(after.contents).not.to.equal(before.contents);
    },
  },
  {
    id: 'PX-03',
    title: 'sees a change of something else in the hash of the contents alone',
    async check({ inspector, locator, change }) {
      const before = await inspector.inspect(locator);
      await change('rest');
      const after = await inspector.inspect(locator);
      expect(after.checksum).to.equal(before.checksum);
      expect(after.contents).not.to.equal(before.contents);
    },
  },
  {
    id: 'PX-04',
    title: 'names no exposure of a plugin that nobody else can change',
    async check({ inspector, locator }) {
      expect(await inspector.exposureOf(locator)).to.equal(undefined);
      expect(await inspector.inspect(locator)).not.to.have.property('exposure');
    },
  },
  {
    id: 'PX-05',
    title: 'says where another user could change a plugin',
    async check({ inspector, locator, expose }) {
      await expose();
      const exposure = await inspector.exposureOf(locator);
      expect(exposure?.path).to.be.a('string').that.is.not.empty;
      expect(exposure?.problem).to.be.a('string').that.is.not.empty;
    },
  },
  {
    id: 'PX-06',
    title: 'says that a plugin has no program',
    async check({ inspector, locator, remove }) {
      await remove();
      await expectRejection(inspector.inspect(locator), 'SYSTEM.IO.PLUGIN_BINARY_NOT_FOUND');
    },
  },
  {
    id: 'PX-07',
    title: 'does nothing when the signal is aborted already',
    async check({ inspector, locator }) {
      const code = 'EXECUTION.PLUGIN.CANCELED';
      await expectAborted((signal) => inspector.inspect(locator, { signal }), code);
      await expectAborted((signal) => inspector.exposureOf(locator, { signal }), code);
    },
  },
];

/** Registers the suite of the port PluginInspector. */
export function describePluginInspectorContract(options: ContractOptions<PluginInspectorSubject>): void {
  describeClauses('PluginInspector', pluginInspectorClauses, options);
}
