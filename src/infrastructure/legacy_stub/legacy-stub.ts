import { errRpcNotImplemented } from '../../domain/errors/awf-error.js';
import type { EventPublisher } from '../../ports/event-publisher.js';
import type { OperationProvider } from '../../ports/operation-provider.js';
import type { PluginManager } from '../../ports/plugin-manager.js';
import type { StepTypeProvider } from '../../ports/step-type-provider.js';
import type { WorkflowValidatorProvider } from '../../ports/workflow-validator-provider.js';

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

/** Offers no types of steps: it has none, and every call rejects with ErrRPCNotImplemented. */
export class LegacyStubStepTypeProvider implements StepTypeProvider {
  readonly hasStepType = () => false;
  readonly getStepType = () => refuse('GetStepType');
  readonly listStepTypes = () => refuse('ListStepTypes');
  readonly executeStep = () => refuse('ExecuteStep');
}

/** Asks nobody about workflows: every call rejects with ErrRPCNotImplemented. */
export class LegacyStubValidatorProvider implements WorkflowValidatorProvider {
  readonly listValidators = () => refuse('ListValidators');
  readonly startValidator = () => refuse('StartValidator');
  readonly validateWorkflow = () => refuse('ValidateWorkflow');
  readonly validateStep = () => refuse('ValidateStep');
}

/** Without plugins, nobody wants events. */
export class LegacyStubEventPublisher implements EventPublisher {
  readonly publish = () => Promise.resolve({ subscribers: [], dropped: [] });
  readonly close = () => Promise.resolve();
}
