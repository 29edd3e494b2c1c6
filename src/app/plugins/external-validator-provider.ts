import type { ValidationResult } from '../../domain/plugin/validation-result.js';
import type { CallOptions } from '../../ports/call-options.js';
import type { WorkflowValidatorProvider } from '../../ports/workflow-validator-provider.js';
import { enabledPlugins, startForCall, type PluginCallPorts, type StartedForCall } from './plugin-calls.js';

/** Asks external plugins about workflows, and has the manager start them. */
export class ExternalValidatorProvider implements WorkflowValidatorProvider {
  readonly #ports: PluginCallPorts;

  constructor(ports: PluginCallPorts) {
    this.#ports = ports;
  }

  async listValidators(options: CallOptions = {}): Promise<readonly string[]> {
    const names = await enabledPlugins(this.#ports.plugins, options, 'validators');
    return [...names].sort();
  }

  async startValidator(plugin: string, options: CallOptions = {}): Promise<void> {
    await this.#ports.plugins.init(plugin, undefined, options);
  }

  async validateWorkflow(plugin: string, workflowJson: string, given?: CallOptions): Promise<Results> {
    const { connection, options } = await this.#running(plugin, 'ValidateWorkflow', given);
    return connection.validateWorkflow(workflowJson, options);
  }

  async validateStep(plugin: string, workflowJson: string, stepName: string, given?: CallOptions): Promise<Results> {
    const { connection, options } = await this.#running(plugin, 'ValidateStep', given);
    return connection.validateStep(workflowJson, stepName, options);
  }

  async #running(plugin: string, call: string, options: CallOptions = {}): Promise<StartedForCall> {
    const connection = this.#ports.plugins.connection(plugin);
    return connection === undefined ? startForCall(plugin, call, options, this.#ports) : { connection, options };
  }
}

type Results = readonly ValidationResult[];
