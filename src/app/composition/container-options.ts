import { usualRestarts } from 'plugin-async';
import type { BuiltInPlugin } from '../../infrastructure/in_memory/built-in-plugin.js';
import type { InMemoryPlugins } from '../../infrastructure/in_memory/in-memory-plugins.js';
import type { JsonObject } from '../../domain/json.js';
import type { PluginInfo } from '../../domain/plugin/plugin-info.js';
import type { SecretMask } from '../../domain/secret-mask.js';
import type { SettingsFile } from '../../infrastructure/project_settings/file-settings-source.js';
import type { Logger, LogLevel } from '../../ports/logger.js';
import type { Plugin } from '../../sdk/plugin.js';
import type { PluginDirectory } from '../plugins/external-plugin-manager.js';
import type { ProjectLock } from '../plugins/install/project-lock.js';
import type { HostLimits } from '../plugins/initialize-plugin.js';
import type { Supervision } from '../plugins/supervised-plugin-transport.js';

/**
 * How external plugins are reached. `grpc`: in processes of their own, and the objects in `plugins` beside them. `in_memory`: the objects
 * in `plugins` alone; nothing of gRPC is loaded. `legacy_stub`: not at all.
 */
export type TransportKind = 'grpc' | 'in_memory' | 'legacy_stub';

/** What a container is built from. */
export interface ContainerOptions {
  /** @default 'grpc' */
  readonly transport?: TransportKind | undefined;
  /** Where programs of plugins are looked for, in this order. Only the transport `grpc` looks there. @default none */
  readonly directories?: readonly PluginDirectory[] | undefined;
  /** Plugins that are objects in this process. One of them counts before one of the same name in a directory. */
  readonly plugins?: InMemoryPlugins | undefined;
  /** Plugins that are part of the host. `awfBuiltIns()` has those of AWF. */
  readonly builtIns?: readonly (Plugin | BuiltInPlugin)[] | undefined;
  /** `plugins.json`; without it the states of plugins are kept in memory. */
  readonly statePath?: string | undefined;
  /** Says where the settings of the project are; called when they are needed. @default no settings */
  readonly settingsFile?: (() => SettingsFile) | undefined;
  /**
   * Values for the settings of plugins, by the name of the plugin. They count before those of `plugins.json` and of the project. Texts get the type
   * that the plugin declares, and `${NAME}` in them is replaced. @default none
   */
  readonly pluginConfig?: Readonly<Record<string, JsonObject>> | undefined;
  /** Gets the secrets that the host learns, and masks them in its log. One that is given may mask other outputs, too. @default a new one */
  readonly secrets?: SecretMask | undefined;
  /** The folder of the project, which paths of files with secrets are relative to; called when it is needed. @default the current one */
  readonly folder?: (() => string) | undefined;
  /** What the plugins' `awf_version` is compared with. @default {@link awfVersion} */
  readonly hostVersion?: string | undefined;
  /** A logger to use instead of pino on stderr. */
  readonly logger?: Logger | undefined;
  /** The least severe level that the default logger writes. @default 'warn' */
  readonly logLevel?: LogLevel | undefined;
  /**
   * How plugins that crash are started again; what is not given has its default. Without this option, a plugin starts again with each call that
   * needs it, at once and without end. @default none
   */
  readonly supervision?: { readonly [S in keyof Supervision]?: Supervision[S] | undefined } | undefined;
  /**
   * Whether plugins, `plugins.json`, the settings of the project and its lock may be used that other users could change. The log warns of them. What is approved is checked all the
   * same. @default false
   */
  readonly allowInsecure?: boolean | undefined;
  /**
   * The lock of the project: programs of plugins that it does not name, or that differ from it, are not started. Called when the first one is to
   * start, with what is to be told of a lock that other users could change, if such a lock may be used. @default every plugin may be started
   */
  readonly lock?: ((onInsecure?: (problem: string) => void) => Promise<ProjectLock>) | undefined;
  /** Is told when a plugin begins to start, runs, has failed, is given up or has stopped, with the error of one that failed. Must not throw. */
  readonly onPluginStatus?: ((plugin: PluginInfo) => void) | undefined;
  /** How long the steps of a plugin's life may take and how much it may send; those that are not given have their defaults. */
  readonly limits?: { readonly [L in keyof HostLimits]?: HostLimits[L] | undefined } | undefined;
}

/** The AWF release whose plugin contract this host implements. Manifests refer to it in `awf_version`. */
export const awfVersion = '0.11.0';

/** How long a plugin may take and how much it may send, unless options say otherwise. */
export const defaultLimits: HostLimits = {
  startTimeoutMs: 15_000,
  callTimeoutMs: 5_000,
  shutdownTimeoutMs: 2_000,
  messageBytes: 64 * 1024 * 1024,
  operations: 10_000,
  eventQueue: 256,
  eventTimeoutMs: 5_000,
  eventDrainMs: 5_000,
};

/** The limits, with the defaults for those that are not given. */
export const limitsOf = (given: ContainerOptions['limits'] = {}): HostLimits => ({
  startTimeoutMs: given.startTimeoutMs ?? defaultLimits.startTimeoutMs,
  callTimeoutMs: given.callTimeoutMs ?? defaultLimits.callTimeoutMs,
  shutdownTimeoutMs: given.shutdownTimeoutMs ?? defaultLimits.shutdownTimeoutMs,
  messageBytes: given.messageBytes ?? defaultLimits.messageBytes,
  operations: given.operations ?? defaultLimits.operations,
  eventQueue: given.eventQueue ?? defaultLimits.eventQueue,
  eventTimeoutMs: given.eventTimeoutMs ?? defaultLimits.eventTimeoutMs,
  eventDrainMs: given.eventDrainMs ?? defaultLimits.eventDrainMs,
});

/** How plugins that crash are started again, unless options say otherwise. */
export const defaultSupervision: Supervision = {
  ...usualRestarts,
  restart: 'on_call',
  probeEveryMs: 0,
  probeTimeoutMs: 5_000,
};

/** The supervision, with the defaults for what is not given. Undefined where none is wanted. */
export function supervisionOf(given: ContainerOptions['supervision']): Supervision | undefined {
  if (given === undefined) return undefined;
  const known = Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined));
  return { ...defaultSupervision, ...known };
}
