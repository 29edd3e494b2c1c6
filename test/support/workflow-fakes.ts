import { AwfError } from '../../src/domain/errors/awf-error.js';
import type { JsonObject } from '../../src/domain/json.js';
import type { OperationResult, OperationSchema } from '../../src/domain/plugin/operation.js';
import type { PluginInfo } from '../../src/domain/plugin/plugin-info.js';
import type { StepExecuteRequest, StepExecuteResult, StepTypeInfo } from '../../src/domain/plugin/step-type.js';
import type { ValidationResult } from '../../src/domain/plugin/validation-result.js';
import type { CallOptions } from '../../src/ports/call-options.js';
import type { OperationProvider } from '../../src/ports/operation-provider.js';
import type { PluginManager } from '../../src/ports/plugin-manager.js';
import type { PluginConnection } from '../../src/ports/plugin-transport.js';
import type { StepTypeProvider } from '../../src/ports/step-type-provider.js';
import type { WorkflowValidatorProvider } from '../../src/ports/workflow-validator-provider.js';

type Handler = (inputs: JsonObject, options: CallOptions) => OperationResult | Promise<OperationResult>;

/** Operations made of a test's functions, with a record of their calls. */
export class FakeOperations implements OperationProvider {
  readonly calls: { readonly name: string; readonly inputs: JsonObject; readonly timeoutMs: number | undefined }[] = [];

  constructor(
    private readonly handlers: Readonly<Record<string, Handler>>,
    private readonly inputs: Readonly<Record<string, OperationSchema['inputs']>> = {},
  ) {}

  getOperation(name: string): Promise<OperationSchema | undefined> {
    if (!Object.hasOwn(this.handlers, name)) return Promise.resolve(undefined);
    return Promise.resolve({
      name,
      description: '',
      inputs: this.inputs[name] ?? {},
      outputs: {},
      plugin: name.split('.')[0] ?? '',
    });
  }

  listOperations(): Promise<readonly OperationSchema[]> {
    return Promise.resolve([]);
  }

  async execute(name: string, inputs: JsonObject, options: CallOptions = {}): Promise<OperationResult> {
    this.calls.push({ name, inputs, timeoutMs: options.timeoutMs });
    const handler = this.handlers[name];
    if (handler === undefined) throw new AwfError('USER.INPUT.OPERATION_NOT_FOUND', { operation: name, known: [] });
    return handler(inputs, options);
  }
}

/** Types of steps made of a test's functions, with a record of the steps. */
export class FakeStepTypes implements StepTypeProvider {
  readonly steps: (StepExecuteRequest & { readonly timeoutMs: number | undefined })[] = [];

  constructor(
    private readonly handlers: Readonly<
      Record<string, (request: StepExecuteRequest) => Partial<StepExecuteResult> | Promise<Partial<StepExecuteResult>>>
    > = {},
    private readonly config: Readonly<Record<string, StepTypeInfo['config']>> = {},
  ) {}

  hasStepType(name: string): boolean {
    return Object.hasOwn(this.handlers, name);
  }

  getStepType(name: string): Promise<StepTypeInfo | undefined> {
    if (!this.hasStepType(name)) return Promise.resolve(undefined);
    const plugin = name.split('.')[0] ?? '';
    return Promise.resolve({ name, description: '', config: this.config[name] ?? {}, plugin });
  }

  listStepTypes(): Promise<readonly StepTypeInfo[]> {
    return Promise.resolve([]);
  }

  async executeStep(request: StepExecuteRequest, { timeoutMs }: CallOptions = {}): Promise<StepExecuteResult> {
    this.steps.push({ ...request, timeoutMs });
    return { output: '', data: {}, exitCode: 0, ...(await this.handlers[request.stepType]?.(request)) };
  }
}

type Findings = readonly ValidationResult[];

/** What a test's validator says. */
export interface FakeValidator {
  readonly start?: AwfError;
  readonly workflow?: (json: string, options: CallOptions) => Findings | Promise<Findings>;
  readonly step?: (json: string, step: string, options: CallOptions) => Findings | Promise<Findings>;
}

/** Validators by the name of their plugin. */
export class FakeValidators implements WorkflowValidatorProvider {
  readonly asked: string[] = [];

  constructor(private readonly known: Readonly<Record<string, FakeValidator>> = {}) {}

  listValidators(): Promise<readonly string[]> {
    return Promise.resolve(Object.keys(this.known));
  }

  startValidator(plugin: string): Promise<void> {
    const error = this.known[plugin]?.start;
    return error === undefined ? Promise.resolve() : Promise.reject(error);
  }

  async validateWorkflow(plugin: string, json: string, options: CallOptions = {}): Promise<Findings> {
    this.asked.push(plugin);
    return (await this.known[plugin]?.workflow?.(json, options)) ?? [];
  }

  async validateStep(plugin: string, json: string, step: string, options: CallOptions = {}): Promise<Findings> {
    this.asked.push(`${plugin} ${step}`);
    return (await this.known[plugin]?.step?.(json, step, options)) ?? [];
  }
}

/** Plugins by name, each with the error of loading or starting it. */
export class FakePlugins implements PluginManager {
  readonly started: string[] = [];

  constructor(
    private readonly known: Readonly<Record<string, { readonly load?: AwfError; readonly init?: AwfError }>>,
  ) {}

  discover(): Promise<readonly PluginInfo[]> {
    return Promise.resolve([]);
  }

  load(name: string): Promise<PluginInfo> {
    const plugin = this.known[name];
    if (plugin === undefined)
      return Promise.reject(
        new AwfError('USER.INPUT.PLUGIN_NOT_FOUND', { plugin: name, known: Object.keys(this.known) }),
      );
    if (plugin.load !== undefined) return Promise.reject(plugin.load);
    return Promise.resolve({} as PluginInfo);
  }

  init(name: string): Promise<void> {
    this.started.push(name);
    const error = this.known[name]?.init;
    return error === undefined ? Promise.resolve() : Promise.reject(error);
  }

  shutdown(): Promise<void> {
    return Promise.resolve();
  }

  shutdownAll(): Promise<void> {
    return Promise.resolve();
  }

  get(): PluginInfo | undefined {
    return undefined;
  }

  connection(): PluginConnection | undefined {
    return undefined;
  }

  list(): readonly PluginInfo[] {
    return [];
  }
}
