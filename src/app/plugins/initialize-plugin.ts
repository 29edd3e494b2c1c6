import { AwfError } from '../../domain/errors/awf-error.js';
import type { JsonObject } from '../../domain/json.js';
import type { ConfigLayers } from '../../domain/plugin/config-layers.js';
import type { PluginManifest } from '../../domain/plugin/manifest.js';
import type { OperationSchema } from '../../domain/plugin/operation.js';
import { operationName } from '../../domain/plugin/operation-ref.js';
import type { PluginInfo } from '../../domain/plugin/plugin-info.js';
import type { PluginSandbox } from '../../domain/plugin/plugin-sandbox.js';
import type { StepTypeInfo } from '../../domain/plugin/step-type.js';
import { misspeltSandboxOf } from '../../domain/project/misspelt-sandbox.js';
import type { ProjectSettings } from '../../domain/project/project-settings.js';
import type { SecretMask } from '../../domain/secret-mask.js';
import { isSecretName } from '../../domain/secret-names.js';
import { truncate } from '../../domain/text.js';
import type { CallOptions } from '../../ports/call-options.js';
import { takesPart } from './events/plugin-subscriber.js';
import type { EventBus, EventLimits } from './events/event-bus.js';
import type { Logger } from '../../ports/logger.js';
import type { EmitHandler } from '../../ports/plugin-events.js';
import type { PluginState } from '../../ports/plugin-state-store.js';
import type { PluginConnection, PluginTransport } from '../../ports/plugin-transport.js';
import type { SettingsSource } from '../../ports/settings-source.js';
import type { ValueSource } from '../../ports/value-source.js';
import { checkHostVersion } from './check-host-version.js';
import { resolveConfig } from './config/resolve-config.js';
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
  readonly values: ValueSource;
  /** Gets the secrets of each plugin before it starts. @default nothing is masked */
  readonly secrets?: SecretMask | undefined;
  /** Values that count before all others, by the name of the plugin. */
  readonly pluginConfig?: ReadonlyMap<string, JsonObject> | undefined;
  /** The names of all plugins that there are. */
  readonly names?: (() => Iterable<string>) | undefined;
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
  const settings = await context.settings.load({ signal });
  refuseMisspeltSandbox(plugin.manifest, settings, context.names?.() ?? []);
  const { sandbox, config: project = {} } = settings.plugins.get(plugin.manifest.name) ?? {};
  maskVariables(sandbox, context.secrets);
  const flag = context.pluginConfig?.get(plugin.manifest.name) ?? {};
  const complete = await completeConfig(plugin.manifest, { flag, stored: config, project }, context, signal);
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

/** Variables that the project gives to the plugin, and that AWF takes for secrets by their names. */
function maskVariables(sandbox: PluginSandbox | undefined, secrets: SecretMask | undefined): void {
  for (const [name, value] of Object.entries(sandbox?.envValues ?? {})) if (isSecretName(name)) secrets?.add(value);
}

async function completeConfig(
  manifest: PluginManifest,
  layers: ConfigLayers,
  { values, secrets, logger }: StartContext,
  signal: AbortSignal,
): Promise<JsonObject> {
  const { config, problems, secrets: found } = await resolveConfig(manifest, layers, values, { signal });
  const short = found.filter((secret) => secrets?.add(secret) === false);
  if (short.length > 0)
    logger.log('warn', 'a secret of the plugin is too short to be masked in outputs', { plugin: manifest.name });
  if (problems.length === 0) return config;
  throw new AwfError('USER.VALIDATION.PLUGIN_CONFIG', { plugin: manifest.name, problems });
}

/** A sandbox under a wrong name limits nothing, so the plugin that is probably meant is not started. */
function refuseMisspeltSandbox({ name }: PluginManifest, settings: ProjectSettings, names: Iterable<string>): void {
  const wrong = misspeltSandboxOf(name, settings, names);
  if (wrong === undefined) return;
  const problem = `there is no plugin ${wrong}, so its limits would not be kept; did you mean ${name}?`;
  const problems = [{ field: `plugins.${wrong}.sandbox`, problem }];
  throw new AwfError('USER.VALIDATION.SETTINGS_INVALID', { path: settings.path ?? 'the settings', problems });
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
