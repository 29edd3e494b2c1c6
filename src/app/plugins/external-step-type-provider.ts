import { AwfError } from '../../domain/errors/awf-error.js';
import { checkOperationInputs } from '../../domain/plugin/operation-input.js';
import { maskSecretInputs } from '../../domain/plugin/secret-inputs.js';
import { parseStepTypeRef, type StepTypeRef } from '../../domain/plugin/step-type-ref.js';
import type { StepExecuteRequest, StepExecuteResult, StepTypeInfo } from '../../domain/plugin/step-type.js';
import type { CallOptions } from '../../ports/call-options.js';
import type { PluginConnection } from '../../ports/plugin-transport.js';
import type { StepTypeProvider } from '../../ports/step-type-provider.js';
import { enabledPlugins, offersOf, startForCall, startIfKnown, type PluginOfferPorts } from './plugin-calls.js';

type Types = readonly StepTypeInfo[];

const none: Types = [];

/** Offers the types of steps of external plugins, and has the manager start the plugin that a step needs. */
export class ExternalStepTypeProvider implements StepTypeProvider {
  readonly #ports: PluginOfferPorts;
  /** The types of a plugin by name. A plugin that starts again has another list. */
  readonly #byName = new WeakMap<Types, ReadonlyMap<string, StepTypeInfo>>();

  constructor(ports: PluginOfferPorts) {
    this.#ports = ports;
  }

  hasStepType(name: string): boolean {
    const ref = parseStepTypeRef(name);
    return ref !== undefined && this.#find(ref) !== undefined;
  }

  async getStepType(name: string, options: CallOptions = {}): Promise<StepTypeInfo | undefined> {
    const ref = parseStepTypeRef(name);
    if (ref === undefined) return undefined;
    if (!(await startIfKnown(ref.plugin, options, this.#ports.plugins))) return undefined;
    return this.#find(ref);
  }

  async listStepTypes(options: CallOptions = {}): Promise<Types> {
    const names = await enabledPlugins(this.#ports.plugins, options, 'step_types');
    return offersOf(names, 'step types', (plugin) => this.#offered(plugin), options, this.#ports);
  }

  async executeStep(request: StepExecuteRequest, options: CallOptions = {}): Promise<StepExecuteResult> {
    const ref = parseStepTypeRef(request.stepType);
    if (ref === undefined)
      throw new AwfError('USER.INPUT.STEP_TYPE_NOT_FOUND', { stepType: request.stepType, known: [] });
    const running = this.#ports.plugins.connection(ref.plugin);
    if (running !== undefined) return this.#execute(running, ref, request, options);
    const started = await startForCall(ref.plugin, ref.type, options, this.#ports);
    return this.#execute(started.connection, ref, request, started.options);
  }

  #execute(
    connection: PluginConnection,
    ref: StepTypeRef,
    request: StepExecuteRequest,
    options: CallOptions,
  ): Promise<StepExecuteResult> {
    const type = this.#find(ref);
    if (type === undefined) {
      const known = this.#offered(ref.plugin).map(({ name }) => name);
      throw new AwfError('USER.INPUT.STEP_TYPE_NOT_FOUND', { stepType: ref.name, known });
    }
    const { secrets } = this.#ports;
    if (secrets !== undefined) maskSecretInputs(type.config, request.config, secrets);
    const checked = checkOperationInputs({ inputs: type.config }, request.config, 'a setting of this type of step');
    if (!checked.ok) {
      const details = { step: request.stepName, stepType: ref.name, problems: checked.problems };
      throw new AwfError('USER.VALIDATION.STEP_CONFIG', details);
    }
    // The plugin knows the type by its own name.
    return connection.executeStep({ ...request, stepType: ref.type, config: checked.inputs }, options);
  }

  #offered(plugin: string): Types {
    return this.#ports.plugins.get(plugin)?.stepTypes ?? none;
  }

  #find({ plugin, name }: StepTypeRef): StepTypeInfo | undefined {
    const offered = this.#offered(plugin);
    const known = this.#byName.get(offered) ?? new Map(offered.map((type) => [type.name, type]));
    this.#byName.set(offered, known);
    return known.get(name);
  }
}
