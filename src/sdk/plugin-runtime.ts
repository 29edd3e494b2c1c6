import type { DomainEvent } from '../domain/event/domain-event.js';
import type { EmittedEvent } from '../domain/event/emission.js';
import type { JsonObject } from '../domain/json.js';
import type { OperationSchema } from '../domain/plugin/operation.js';
import type { LogFields, Logger } from 'go-plugin-node';
import { encodeResult, type EncodedResult } from '../wire/execute-result.js';
import { decodeJsonValues, type JsonValues } from '../wire/json-values.js';
import type { PluginDescription } from '../domain/plugin/plugin-info.js';
import { progressOf, type ReportProgress } from './call-progress.js';
import { checkResult } from './check-result.js';
import { EventRuntime } from './event-runtime.js';
import type { PluginHost } from './events.js';
import { noHostLink, type HostLink } from './host-link.js';
import { readInputs } from './inputs.js';
import type { Operation, OperationCall } from './operation.js';
import { pluginLog, type PluginLog } from './plugin-log.js';
import type { Plugin } from './plugin.js';
import { failure } from './result.js';
import { checkPluginKeys } from './define-plugin.js';
import { checkReader, checkSettings, readConfig } from './settings.js';
import { describePlugin, operationSchema } from './schemas.js';
import type { Cancelable, RuntimeContext } from './runtime-context.js';
import { StepTypeRuntime } from './step-type-runtime.js';
import { shortened, stackOf, messageOf } from './thrown.js';
import { ValidatorRuntime } from './validator-runtime.js';

/**
 * Runs a plugin for a transport: gRPC in a separate process, or the in-memory transport. Everything that is not
 * transport is here, so that both behave the same.
 */
export class PluginRuntime {
  readonly stepTypes: StepTypeRuntime;
  readonly validator: ValidatorRuntime;
  readonly #plugin: Plugin;
  readonly #log: PluginLog;
  readonly #operations: ReadonlyMap<string, readonly [Operation, OperationSchema]>;
  readonly #events: EventRuntime;
  #config: JsonObject = {};
  #shutdown: Promise<void> | undefined;

  /** @param link the way to the host; default: there is none */
  constructor(plugin: Plugin, logger: Logger, link: HostLink = noHostLink) {
    checkPluginKeys(plugin);
    checkSettings(plugin.config);
    checkReader(plugin, plugin.validator?.pluginConfig, 'the validator');
    checkReader(plugin, plugin.events?.pluginConfig, 'the event subscriber');
    this.#plugin = plugin;
    this.#log = pluginLog(logger);
    const report: RuntimeContext['report'] = (what, error, fields) => this.#report(what, error, fields);
    this.#events = new EventRuntime({ plugin, log: this.#log, link, report });
    const context: RuntimeContext = {
      log: this.#log,
      host: this.#events.host,
      config: () => this.#config,
      report,
    };
    this.stepTypes = new StepTypeRuntime(plugin, context);
    this.validator = new ValidatorRuntime(plugin, context);
    this.#operations = new Map(
      Object.entries(plugin.operations ?? {}).map(([name, operation]) => {
        const schema = operationSchema(plugin, name, operation);
        checkReader(plugin, operation.pluginConfig, `operation "${name}"`);
        return [name, [operation, schema]];
      }),
    );
  }

  info(): PluginDescription {
    return describePlugin(this.#plugin);
  }

  /** @throws Error `plugin init failed: …`, with the prefix of AWF's SDK */
  async init(config: JsonValues, signal: AbortSignal): Promise<void> {
    try {
      const given = decodeJsonValues(config, 'setting');
      const { config: declared } = this.#plugin;
      this.#config = declared === undefined ? given : readConfig(declared, given);
      await this.#plugin.init?.(this.#config, { log: this.#log, signal, host: this.#events.host });
    } catch (cause) {
      this.#report('init failed', cause);
      throw new Error(`plugin init failed: ${messageOf(cause)}`, { cause });
    }
  }

  /**
   * Calls the plugin's own shutdown once, even if it is called several times. @throws Error `plugin shutdown failed: …`
   */
  shutdown(signal: AbortSignal): Promise<void> {
    this.#shutdown ??= this.#shutDown(signal);
    return this.#shutdown;
  }

  async #shutDown(signal: AbortSignal): Promise<void> {
    try {
      await this.#plugin.shutdown?.({ log: this.#log, signal, host: this.#events.host });
    } catch (cause) {
      this.#report('shutdown failed', cause);
      throw new Error(`plugin shutdown failed: ${messageOf(cause)}`, { cause });
    }
  }

  operations(): readonly OperationSchema[] {
    return [...this.#operations.values()].map(([, schema]) => schema);
  }

  /** @throws Error `operation "x" not found` */
  operation(name: string): OperationSchema {
    const found = this.#operations.get(name);
    if (found === undefined) throw new Error(`operation "${name}" not found`);
    return found[1];
  }

  /** Runs an operation. Every failure in it is a failed result. Only a cancelled call rejects. */
  async execute(name: string, inputs: JsonValues, caller: Cancelable): Promise<EncodedResult> {
    const found = this.#operations.get(name);
    if (found === undefined) return encodeResult(failure(`unknown operation "${name}"`));
    const [operation, schema] = found;
    let checked: JsonObject;
    try {
      checked = readInputs(schema, decodeJsonValues(inputs, 'input'));
    } catch (error) {
      // This is the caller's mistake, not the plugin's, so it is not logged.
      return encodeResult(failure(messageOf(error)));
    }
    try {
      const call = new Call(checked, this.#log, this.#config, this.#events.host, caller);
      const returned: unknown = await operation.handler(call as unknown as OperationCall<never>);
      checkResult(returned);
      return encodeResult(returned);
    } catch (error) {
      if (caller.signal.aborted) throw error;
      this.#report('operation failed', error, { operation: name });
      return encodeResult(failure(messageOf(error)));
    }
  }

  /** Whether the plugin handles events. */
  get handlesEvents(): boolean {
    return this.#events.subscribed;
  }

  /** Handles an event. @returns what the plugin emits because of it. @throws Error of its handler */
  handleEvent(event: DomainEvent, signal: AbortSignal): Promise<readonly EmittedEvent[]> {
    return this.#events.handle(event, this.#config, signal);
  }

  /** Handles an event of a stream. Never rejects. */
  handleStreamedEvent(event: DomainEvent, signal: AbortSignal): Promise<void> {
    return this.#events.handleStreamed(event, this.#config, signal);
  }

  /** The caller gets a short text. The log gets the stack, which is too long for an answer. */
  #report(what: string, error: unknown, fields: LogFields = {}): void {
    this.#log.error(what, { ...fields, error: shortened(messageOf(error)), stack: stackOf(error) });
  }
}

/** A call as its handler sees it. Its signal is made when it is first read. */
class Call {
  /** An own property, so that a handler that copies the call has it, too. */
  static readonly #signal: PropertyDescriptor & ThisType<Call> = {
    get() {
      return this.#caller.signal;
    },
    enumerable: true,
  };

  readonly #caller: Cancelable;
  readonly progress: ReportProgress;

  constructor(
    readonly inputs: JsonObject,
    readonly log: PluginLog,
    readonly config: JsonObject,
    readonly host: PluginHost,
    caller: Cancelable,
  ) {
    this.#caller = caller;
    this.progress = progressOf(caller, log);
    Object.defineProperty(this, 'signal', Call.#signal);
  }
}
