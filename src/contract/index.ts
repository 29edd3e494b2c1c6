// For authors of adapters.
export type { Clause, ContractOptions, ContractRunner, ContractSubject } from './clauses.js';
export { ObservedTransport } from './observed-transport.js';
export {
  describeOperationProviderContract,
  operationProviderClauses,
  type OperationProviderSubject,
} from './operation-provider-contract.js';
export {
  describePluginManagerContract,
  pluginManagerClauses,
  type PluginManagerSubject,
} from './plugin-manager-contract.js';
export {
  describePluginTransportContract,
  pluginTransportClauses,
  type PluginTransportSubject,
} from './plugin-transport-contract.js';
