import { AwfError } from '../../domain/errors/awf-error.js';
import type { OperationProvider } from '../../ports/operation-provider.js';
import type { PluginManager } from '../../ports/plugin-manager.js';
import type { PluginStateStore } from '../../ports/plugin-state-store.js';
import type { SettingsSource } from '../../ports/settings-source.js';
import type { StepTypeProvider } from '../../ports/step-type-provider.js';
import type { WorkflowValidatorProvider } from '../../ports/workflow-validator-provider.js';
import type { WorkflowSource } from '../../ports/workflow-source.js';

/**
 * Refuses every call after the host was closed, whatever adapters an embedder has bound. `get`, `list` and `getState` still answer, and
 * shutting down is not an error.
 */
export class HostGate {
  #closed = false;

  close(): void {
    this.#closed = true;
  }

  /** Does a call while the host is open. @throws AwfError `EXECUTION.HOST.CLOSED` */
  pass<T>(call: string, work: () => Promise<T>): Promise<T> {
    return this.#closed ? Promise.reject(new AwfError('EXECUTION.HOST.CLOSED', { call })) : work();
  }

  operations(inner: OperationProvider): OperationProvider {
    return {
      getOperation: (...args) => this.pass('getOperation', () => inner.getOperation(...args)),
      listOperations: (...args) => this.pass('listOperations', () => inner.listOperations(...args)),
      execute: (...args) => this.pass('execute', () => inner.execute(...args)),
    };
  }

  plugins(inner: PluginManager): PluginManager {
    return {
      discover: (...args) => this.pass('discover', () => inner.discover(...args)),
      load: (...args) => this.pass('load', () => inner.load(...args)),
      init: (...args) => this.pass('init', () => inner.init(...args)),
      shutdown: (...args) => inner.shutdown(...args),
      shutdownAll: (...args) => inner.shutdownAll(...args),
      get: (name) => inner.get(name),
      connection: (name) => inner.connection(name),
      list: () => inner.list(),
    };
  }

  stepTypes(inner: StepTypeProvider): StepTypeProvider {
    return {
      hasStepType: (name) => inner.hasStepType(name),
      getStepType: (...args) => this.pass('getStepType', () => inner.getStepType(...args)),
      listStepTypes: (...args) => this.pass('listStepTypes', () => inner.listStepTypes(...args)),
      executeStep: (...args) => this.pass('executeStep', () => inner.executeStep(...args)),
    };
  }

  validators(inner: WorkflowValidatorProvider): WorkflowValidatorProvider {
    return {
      listValidators: (...args) => this.pass('listValidators', () => inner.listValidators(...args)),
      startValidator: (...args) => this.pass('startValidator', () => inner.startValidator(...args)),
      validateWorkflow: (...args) => this.pass('validateWorkflow', () => inner.validateWorkflow(...args)),
      validateStep: (...args) => this.pass('validateStep', () => inner.validateStep(...args)),
    };
  }

  pluginStates(inner: PluginStateStore): PluginStateStore {
    return {
      load: (...args) => this.pass('load', () => inner.load(...args)),
      getState: (name) => inner.getState(name),
      listDisabled: () => inner.listDisabled(),
      setEnabled: (...args) => this.pass('setEnabled', () => inner.setEnabled(...args)),
      setConfig: (...args) => this.pass('setConfig', () => inner.setConfig(...args)),
      setSetting: (...args) => this.pass('setSetting', () => inner.setSetting(...args)),
      setInstallation: (...args) => this.pass('setInstallation', () => inner.setInstallation(...args)),
      forget: (...args) => this.pass('forget', () => inner.forget(...args)),
    };
  }

  settings(inner: SettingsSource): SettingsSource {
    return { load: (...args) => this.pass('load', () => inner.load(...args)) };
  }

  workflows(inner: WorkflowSource): WorkflowSource {
    return {
      load: (...args) => this.pass('load', () => inner.load(...args)),
      parse: (...args) => this.pass('parse', () => inner.parse(...args)),
    };
  }
}
