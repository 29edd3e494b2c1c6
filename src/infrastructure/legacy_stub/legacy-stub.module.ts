import { ContainerModule } from 'inversify';
import { EXTERNAL_OPERATIONS } from '../../ports/operation-provider.js';
import { PLUGIN_MANAGER } from '../../ports/plugin-manager.js';
import { LegacyStubOperationProvider, LegacyStubPluginManager } from './legacy-stub.js';

/** Binds a host without external plugins. */
export const legacyStubModule = (): ContainerModule =>
  new ContainerModule(({ bind }) => {
    bind(PLUGIN_MANAGER).toConstantValue(new LegacyStubPluginManager());
    bind(EXTERNAL_OPERATIONS).toConstantValue(new LegacyStubOperationProvider());
  });
