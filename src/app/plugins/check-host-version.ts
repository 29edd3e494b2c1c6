import { AwfError } from '../../domain/errors/awf-error.js';
import type { PluginManifest } from '../../domain/plugin/manifest.js';
import { parseVersionConstraint, satisfies } from '../../domain/plugin/version-constraint.js';
import { hostVersionOf } from '../../domain/plugin/version.js';

/** @throws AwfError `USER.VALIDATION.PLUGIN_VERSION_MISMATCH` if the manifest asks for another host */
export function checkHostVersion({ name, awfVersion }: PluginManifest, hostVersion: string): void {
  const constraint = parseVersionConstraint(awfVersion);
  if (constraint !== undefined && satisfies(hostVersionOf(hostVersion), constraint)) return;
  throw new AwfError('USER.VALIDATION.PLUGIN_VERSION_MISMATCH', { plugin: name, constraint: awfVersion, hostVersion });
}
