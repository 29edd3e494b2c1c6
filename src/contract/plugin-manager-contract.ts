import { describeClauses, type Clause, type ContractOptions } from './clauses.js';
import { pluginManagerEndClauses } from './plugin-manager-ends.js';
import { pluginManagerStartClauses } from './plugin-manager-starts.js';
import type { PluginManagerSubject } from './plugin-manager-subject.js';

/** Clauses of the port PluginManager. */
export const pluginManagerClauses: readonly Clause<PluginManagerSubject>[] = [
  ...pluginManagerStartClauses,
  ...pluginManagerEndClauses,
];

/** Registers the suite of the port PluginManager. */
export function describePluginManagerContract(options: ContractOptions<PluginManagerSubject>): void {
  describeClauses('PluginManager', pluginManagerClauses, options);
}
