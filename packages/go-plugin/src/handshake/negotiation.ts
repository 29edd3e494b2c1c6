import { GoPluginError } from '../errors/go-plugin-error.js';
import type { PluginSet, VersionedPlugins } from '../plugin-set.js';

/** The two ways to give plugin sets: one of `handshake.protocolVersion`, or several by version. Both may be used together. */
export interface PluginSets {
  /** The set of `handshake.protocolVersion`. */
  readonly plugins?: PluginSet | undefined;
  /** The sets by their versions. */
  readonly versionedPlugins?: VersionedPlugins | undefined;
}

/** The versions of a collection of plugin sets, highest first. */
export function versionsOf(sets: VersionedPlugins): readonly number[] {
  return Object.keys(sets)
    .map(Number)
    .sort((a, b) => b - a);
}

/** Host side: the unversioned set counts as that of `protocolVersion` unless there is one already, as in go-plugin. */
export function foldHostPlugins(sets: PluginSets, protocolVersion: number): VersionedPlugins {
  return sets.plugins === undefined
    ? { ...sets.versionedPlugins }
    : { [protocolVersion]: sets.plugins, ...sets.versionedPlugins };
}

/** Plugin side: here the unversioned set replaces that of `protocolVersion`; go-plugin's two sides differ in this. */
export function foldServedPlugins(sets: PluginSets, protocolVersion: number): VersionedPlugins {
  return sets.plugins === undefined
    ? { ...sets.versionedPlugins }
    : { ...sets.versionedPlugins, [protocolVersion]: sets.plugins };
}

/**
 * Plugin side: the highest version that both have. If there is none, or the host sent no list (hosts from before versions), the
 * plugin's lowest, so that the host can report the mismatch.
 * @throws GoPluginError `CONFIG_INVALID` when the plugin has no versions at all
 */
export function negotiateVersion(pluginVersions: readonly number[], hostVersions: readonly number[]): number {
  const descending = [...pluginVersions].sort((a, b) => b - a);
  const lowest = descending.at(-1);
  if (lowest === undefined) throw new GoPluginError('CONFIG_INVALID', { problem: 'there is no plugin set to serve' });
  return descending.find((version) => hostVersions.includes(version)) ?? lowest;
}
