import { GoPluginError } from '../errors/go-plugin-error.js';
import type { PluginSet, VersionedPlugins } from '../plugin-set.js';

/**
 * Two ways to give plugin sets: one set for `handshake.protocolVersion`, or several by version. Both may be combined.
 */
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

/**
 * Host side: the unversioned set belongs to `protocolVersion`, unless that version has a set already. go-plugin does
 * the same.
 */
export function foldHostPlugins(sets: PluginSets, protocolVersion: number): VersionedPlugins {
  return sets.plugins === undefined
    ? { ...sets.versionedPlugins }
    : { [protocolVersion]: sets.plugins, ...sets.versionedPlugins };
}

/** Plugin side: the unversioned set replaces the set of `protocolVersion`. In this, go-plugin's two sides differ. */
export function foldServedPlugins(sets: PluginSets, protocolVersion: number): VersionedPlugins {
  return sets.plugins === undefined
    ? { ...sets.versionedPlugins }
    : { ...sets.versionedPlugins, [protocolVersion]: sets.plugins };
}

/**
 * Plugin side: the highest version that both sides have. If there is none, or the host sent no list because it predates
 * versions, the plugin's lowest version, so that the host can report the mismatch.
 * @throws GoPluginError `CONFIG_INVALID` when the plugin has no versions at all
 */
export function negotiateVersion(pluginVersions: readonly number[], hostVersions: readonly number[]): number {
  const descending = [...pluginVersions].sort((a, b) => b - a);
  const lowest = descending.at(-1);
  if (lowest === undefined) throw new GoPluginError('CONFIG_INVALID', { problem: 'there is no plugin set to serve' });
  return descending.find((version) => hostVersions.includes(version)) ?? lowest;
}
