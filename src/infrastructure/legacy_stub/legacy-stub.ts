import { errRpcNotImplemented } from '../../domain/errors/awf-error.js';
import type { OperationProvider } from '../../ports/operation-provider.js';
import type { PluginManager } from '../../ports/plugin-manager.js';

const refuse = (call: string): Promise<never> => Promise.reject(errRpcNotImplemented(call));

/** The host without external plugins, as it was before ADR-015: it knows none, and every call rejects with ErrRPCNotImplemented. */
export class LegacyStubPluginManager implements PluginManager {
  readonly discover = () => refuse('Discover');
  readonly load = () => refuse('Load');
  readonly init = () => refuse('Init');
  readonly shutdown = () => refuse('Shutdown');
  readonly shutdownAll = () => refuse('ShutdownAll');
  readonly get = () => undefined;
  readonly connection = () => undefined;
  readonly list = () => [];
}

/** Offers no operations: every call rejects with ErrRPCNotImplemented. */
export class LegacyStubOperationProvider implements OperationProvider {
  readonly getOperation = () => refuse('GetOperation');
  readonly listOperations = () => refuse('ListOperations');
  readonly execute = () => refuse('Execute');
}
