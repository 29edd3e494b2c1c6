import type { JsonObject } from '../domain/json.js';
import type { OperationSchema } from '../domain/plugin/operation.js';
import type { StepTypeInfo } from '../domain/plugin/step-type.js';
import { decodeJsonObject, encodeJsonObject, type EncodedStep, type EncodedStepResult } from '../wire/step-values.js';
import { checkStepResult } from './check-step-result.js';
import { readInputs } from './inputs.js';
import type { Cancelable, RuntimeContext } from './runtime-context.js';
import type { Plugin } from './plugin.js';
import { settingsSchema } from './schemas.js';
import { checkReader } from './settings.js';
import { checkStepType, type StepCall, type StepTypeHandler } from './step-type.js';
import { messageOf } from './thrown.js';

/** Runs the steps of a plugin, whatever the transport. */
export class StepTypeRuntime {
  readonly #context: RuntimeContext;
  readonly #types: ReadonlyMap<string, readonly [StepTypeHandler, StepTypeInfo]>;

  constructor(plugin: Plugin, context: RuntimeContext) {
    this.#context = context;
    this.#types = new Map(
      Object.entries(plugin.stepTypes ?? {}).map(([name, handler]) => [name, [handler, infoOf(plugin, name, handler)]]),
    );
  }

  list(): readonly StepTypeInfo[] {
    return [...this.#types.values()].map(([, info]) => info);
  }

  /** Runs a step. @throws Error `execute step: …`, with the prefix of AWF's SDK, for every failure in it; what a cancelled call throws */
  async execute(step: EncodedStep, caller: Cancelable): Promise<EncodedStepResult> {
    if (this.#types.size === 0) throw new Error('plugin does not implement step types');
    const [handler, { config: schema }] = this.#typeNamed(step.stepType);
    const config = readConfig(schema, decodeJsonObject(step.config, 'config'));
    const inputs = decodeJsonObject(step.inputs, 'inputs');
    const { log, host, config: pluginConfig } = this.#context;
    const { stepName, stepType } = step;
    const call = { config, inputs, stepName, stepType, log, host, pluginConfig: pluginConfig(), signal: caller.signal };
    try {
      const returned: unknown = await handler.handler(call as StepCall<never>);
      checkStepResult(returned);
      const { output = '', data = {}, exitCode = 0 } = returned;
      return { output, data: encodeJsonObject(data as JsonObject, 'output'), exitCode };
    } catch (cause) {
      if (caller.signal.aborted) throw cause;
      this.#context.report('step failed', cause, { step: stepName, type: stepType });
      throw new Error(`execute step: ${messageOf(cause)}`, { cause });
    }
  }

  #typeNamed(name: string): readonly [StepTypeHandler, StepTypeInfo] {
    const found = this.#types.get(name);
    if (found === undefined) throw new Error(`execute step: unknown step type "${name}"`);
    return found;
  }
}

function infoOf(plugin: Plugin, name: string, handler: StepTypeHandler): StepTypeInfo {
  checkStepType(handler, `type of steps "${name}"`);
  checkReader(plugin, handler.pluginConfig, `type of steps "${name}"`);
  const { description = '', config } = handler;
  return { name, description, config: settingsSchema(config), plugin: plugin.name };
}

/** What is wrong with the settings is the caller's mistake, not the plugin's, so it is not logged. */
function readConfig(schema: OperationSchema['inputs'], config: JsonObject): JsonObject {
  try {
    return readInputs({ inputs: schema }, config, 'setting');
  } catch (cause) {
    throw new Error(`execute step: ${messageOf(cause)}`, { cause });
  }
}
