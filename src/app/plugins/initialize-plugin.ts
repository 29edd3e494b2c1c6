import { AwfError } from '../../domain/errors/awf-error.js';
import { recordOf, type JsonObject } from '../../domain/json.js';
import type { PluginManifest } from '../../domain/plugin/manifest.js';
import type { OperationSchema } from '../../domain/plugin/operation.js';
import { operationName } from '../../domain/plugin/operation-ref.js';
import { checkPluginConfig } from '../../domain/plugin/plugin-config.js';
import type { PluginInfo } from '../../domain/plugin/plugin-info.js';
import type { StepTypeInfo } from '../../domain/plugin/step-type.js';
import { truncate } from '../../domain/text.js';
import type { CallOptions } from '../../ports/call-options.js';
import { takesPart } from './events/plugin-subscriber.js';
import type { EventBus, EventLimits } from './events/event-bus.js';
import type { Logger } from '../../ports/logger.js';
import type { EmitHandler } from '../../ports/plugin-events.js';
import type { PluginState } from '../../ports/plugin-state-store.js';
import type { PluginConnection, PluginTransport } from '../../ports/plugin-transport.js';
import type { SettingsSource } from '../../ports/settings-source.js';
import { checkHostVersion } from './check-host-version.js';
import { stepTypesOf } from './list-step-types.js';

/** How long the steps of a plugin's life may take, and how much it may send. docs/reference/limits.md has them all. */
export interface HostLimits extends EventLimits {
  /** From the start of the process to a connection, and again for the plugin's own Init. AWF allows 5 s, which a loaded machine exceeds. @default 15000 */
  readonly startTimeoutMs: number;
  /** For the short calls GetInfo, ListOperations and ListStepTypes. @default 5000 */
  readonly callTimeoutMs: number;
  /** For the plugin's own shutdown, before it is ended. @default 2000 */
  readonly shutdownTimeoutMs: number;
  /** Bytes of one message that the host takes from a plugin, such as the result of an operation. @default 67108864 (64 MiB) */
  readonly messageBytes: number;
  /** Operations that one plugin may list, and types of steps. @default 10000 */
  readonly operations: number;
}

/** What starting a plugin takes. */
export interface StartContext {
  readonly transport: PluginTransport;
  readonly settings: SettingsSource;
  readonly logger: Logger;
  readonly limits: HostLimits;
  readonly hostVersion: string;
  /** Takes the events that plugins emit, and brings them events. Undefined: there are none. */
  readonly events?: EventBus | undefined;
}

/** A plugin that is ready to be called. */
export interface InitializedPlugin {
  readonly connection: PluginConnection;
  /** What it offers, under full names and in their order. It is asked once, so that a lookup costs no call. */
  readonly operations: readonly OperationSchema[];
  /** The same of the types of steps. */
  readonly stepTypes: readonly StepTypeInfo[];
}

/**
 * Starts a plugin in AWF's order of steps: version constraint, configuration, connect, GetInfo, Init, ListOperations,
 * ListStepTypes. When a step fails, nothing of the plugin is left.
 */
export async function initializePlugin(
  plugin: PluginInfo,
  { config }: Pick<PluginState, 'config'>,
  context: StartContext,
  signal: AbortSignal,
): Promise<InitializedPlugin> {
  const { transport, limits } = context;
  checkHostVersion(plugin.manifest, context.hostVersion);
  // Settings that cannot be read may limit what this plugin can do, so it is not started.
  const { plugins } = await context.settings.load({ signal });
  const { sandbox, config: ofProject = {} } = plugins.get(plugin.manifest.name) ?? {};
  // Values for this machine override the values of the project.
  const set = recordOf([...Object.entries(ofProject), ...Object.entries(config)]);
  const complete = completeConfig(plugin.manifest, set);
  const onEmit = emitHandler(plugin.manifest, context.events);
  const connection = await transport.connect(plugin, {
    signal,
    timeoutMs: limits.startTimeoutMs,
    sandbox,
    onEmit,
  });
  try {
    await greet(connection, plugin.manifest, context, signal);
    await connection.init(complete, { signal, timeoutMs: limits.startTimeoutMs });
    const options = { signal, timeoutMs: limits.callTimeoutMs };
    const operations = await operationsOf(connection, plugin.manifest, options);
    checkOperationCount(plugin.manifest, operations.length, limits.operations);
    const stepTypes = await stepTypesOf(
      connection,
      plugin.manifest,
      { logger: context.logger, most: limits.operations },
      options,
    );
    return { connection, operations, stepTypes };
  } catch (error) {
    await connection.close();
    throw error;
  }
}

/** The name that events of this connection get is that of the manifest, whatever the plugin says. */
function emitHandler(manifest: PluginManifest, bus: EventBus | undefined): EmitHandler | undefined {
  if (bus === undefined || !takesPart(manifest)) return undefined;
  const emitter = { name: manifest.name, emit: manifest.events.emit };
  return (event) => bus.accept(emitter, event);
}

/** Each listed operation is kept for as long as the plugin runs, and is searched by each call. */
function checkOperationCount({ name }: PluginManifest, found: number, most: number): void {
  if (found <= most) return;
  throw new AwfError('EXECUTION.PLUGIN.LIMIT_EXCEEDED', {
    plugin: name,
    call: 'ListOperations',
    what: 'operations',
    most,
    found,
  });
}

function completeConfig(manifest: PluginManifest, config: JsonObject): JsonObject {
  const checked = checkPluginConfig(manifest.config, config);
  if (checked.ok) return checked.config;
  throw new AwfError('USER.VALIDATION.PLUGIN_CONFIG', { plugin: manifest.name, problems: checked.problems });
}

/** Longest name and version that a plugin reports, as far as the log shows them. */
const longestName = 100;

/** AWF ignores the answer to GetInfo, so a plugin with another name runs. This host runs it too, and logs the difference. */
async function greet(
  connection: PluginConnection,
  manifest: PluginManifest,
  { logger, limits }: StartContext,
  signal: AbortSignal,
): Promise<void> {
  const said = await connection.info({ signal, timeoutMs: limits.callTimeoutMs });
  if (said.name === manifest.name && said.version === manifest.version) return;
  logger.log(said.name === manifest.name ? 'debug' : 'warn', 'the plugin describes itself unlike its manifest', {
    plugin: manifest.name,
    manifest: `${manifest.name} ${manifest.version}`,
    said: `${truncate(said.name, longestName)} ${truncate(said.version, longestName)}`,
  });
}

/** What the plugin offers. Where its manifest promises no operations, it need not be able to list any. */
async function operationsOf(
  connection: PluginConnection,
  manifest: PluginManifest,
  options: CallOptions,
): Promise<readonly OperationSchema[]> {
  try {
    const offered = await connection.operations(options);
    // If a plugin lists an operation twice, the last one counts.
    const byName = new Map(offered.map((schema) => [schema.name, schema]));
    return [...byName.values()]
      .map((schema) => ({ ...schema, name: operationName(manifest.name, schema.name), plugin: manifest.name }))
      .sort((a, b) => (a.name < b.name ? -1 : 1));
  } catch (error) {
    if (manifest.capabilities.includes('operations') || !AwfError.is(error, 'EXECUTION.PLUGIN.CALL_FAILED'))
      throw error;
    return [];
  }
}
