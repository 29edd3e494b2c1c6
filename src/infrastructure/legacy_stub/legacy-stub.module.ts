import { ContainerModule } from 'inversify';
import { EVENT_PUBLISHER } from '../../ports/event-publisher.js';
import { EXTERNAL_OPERATIONS } from '../../ports/operation-provider.js';
import { PLUGIN_MANAGER } from '../../ports/plugin-manager.js';
import { STEP_TYPE_PROVIDER } from '../../ports/step-type-provider.js';
import { WORKFLOW_VALIDATOR_PROVIDER } from '../../ports/workflow-validator-provider.js';
import {
  LegacyStubEventPublisher,
  LegacyStubOperationProvider,
  LegacyStubPluginManager,
  LegacyStubStepTypeProvider,
  LegacyStubValidatorProvider,
} from './legacy-stub.js';

/** Binds a host without external plugins. */
export const legacyStubModule = (): ContainerModule =>
  new ContainerModule(({ bind }) => {
    bind(EVENT_PUBLISHER).toConstantValue(new LegacyStubEventPublisher());
    bind(PLUGIN_MANAGER).toConstantValue(new LegacyStubPluginManager());
    bind(EXTERNAL_OPERATIONS).toConstantValue(new LegacyStubOperationProvider());
    bind(STEP_TYPE_PROVIDER).toConstantValue(new LegacyStubStepTypeProvider());
    bind(WORKFLOW_VALIDATOR_PROVIDER).toConstantValue(new LegacyStubValidatorProvider());
  });
