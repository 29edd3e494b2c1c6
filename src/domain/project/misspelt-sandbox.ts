import { closest } from '../did-you-mean.js';
import type { ProjectSettings } from './project-settings.js';

/**
 * The name under which the settings limit a plugin by mistake: no plugin has it, and the plugin, which has no limits of its own, is the one that it
 * resembles most. Undefined where there is none. The name of a plugin's folder, `awf-plugin-NAME`, is such a mistake, too.
 */
export function misspeltSandboxOf(
  plugin: string,
  { plugins }: ProjectSettings,
  names: Iterable<string>,
): string | undefined {
  if (plugins.get(plugin)?.sandbox !== undefined) return undefined;
  const known = new Set(names);
  for (const [name, { sandbox }] of plugins) {
    if (sandbox === undefined || known.has(name)) continue;
    const plain = name.replace(/^awf-plugin-/u, '');
    if (plain === plugin || closest(plain, known) === plugin) return name;
  }
  return undefined;
}
