import { expect } from 'chai';
import type { PluginManager } from '../ports/plugin-manager.js';
import type { ContractSubject } from './clauses.js';
import type { ObservedTransport } from './observed-transport.js';

/** A manager that can find the contract's plugin, with a transport that the suite observes. */
export interface PluginManagerSubject extends ContractSubject {
  /** The manager under test. It has discovered nothing yet. */
  readonly manager: PluginManager;
  /** Name of the contract's plugin, which is enabled. */
  readonly plugin: string;
  /** Name of a disabled plugin. */
  readonly disabled: string;
  /** The manager starts plugins with this transport. */
  readonly transport: ObservedTransport;
}

/** Fails unless the plugin runs and answers. */
export async function expectRunning({ manager, plugin, transport }: PluginManagerSubject): Promise<void> {
  expect(manager.get(plugin)?.status).to.equal('running');
  expect(transport.live).to.have.length(1);
  await transport.live[0]?.info();
}

/** Fails if a plugin was left behind. */
export const expectNothingLeft = ({ transport }: PluginManagerSubject): void => {
  expect(transport.live, 'plugins that were left behind').to.have.length(0);
};

/** The check of a clause whose plugins have been discovered. */
export const discovered =
  (check: (subject: PluginManagerSubject) => Promise<void>) =>
  async (subject: PluginManagerSubject): Promise<void> => {
    await subject.manager.discover();
    await check(subject);
  };
