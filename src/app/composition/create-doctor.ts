import type { Host } from './create-host.js';
import { CLOCK } from '../../ports/clock.js';
import type { PluginInspector } from '../../ports/plugin-inspector.js';
import { PLUGIN_LOADER } from '../../ports/plugin-loader.js';
import { PLUGIN_TRANSPORT } from '../../ports/plugin-transport.js';
import { VALUE_SOURCE } from '../../ports/value-source.js';
import { PluginDoctor } from '../plugins/doctor/plugin-doctor.js';
import { awfVersion, limitsOf } from './container-options.js';
import { folderInspector } from './folder-inspector.js';
import { EVENT_BUS } from './use-cases.module.js';

/** Puts a doctor together that examines the plugins of a host. Loaded by the command that needs it. */
export function createDoctor(
  { container, pluginStates, settings, plugins, logger, secrets }: Host,
  { env, allowInsecure = false, inspector = folderInspector(env) }: DoctorOptions,
): PluginDoctor {
  return new PluginDoctor({
    transport: container.get(PLUGIN_TRANSPORT),
    loader: container.get(PLUGIN_LOADER),
    clock: container.get(CLOCK),
    values: container.get(VALUE_SOURCE),
    events: container.get(EVENT_BUS),
    secrets,
    inspector,
    stateStore: pluginStates,
    settings,
    logger,
    names: () => plugins.list().map(({ manifest }) => manifest.name),
    limits: limitsOf(),
    hostVersion: awfVersion,
    allowInsecure,
  });
}

/** Options of {@link createDoctor}. */
export interface DoctorOptions {
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly allowInsecure?: boolean | undefined;
  /** @default one for plugins on disk */
  readonly inspector?: PluginInspector | undefined;
}
