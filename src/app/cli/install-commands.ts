import type { Command } from 'commander';
import type { CliContext } from './cli-context.js';
import type { PluginInstallOptions } from './commands/plugin-install.js';
import type { PluginRemoveOptions } from './commands/plugin-remove.js';
import type { PluginTrustOptions } from './commands/plugin-trust.js';
import type { PluginVerifyOptions } from './commands/plugin-verify.js';

/** Adds the commands that install, remove and check plugins. Each is loaded when it is called. */
export function addInstallCommands(plugin: Command, context: CliContext, done: (status: number) => void): void {
  plugin
    .command('install')
    .description('install a plugin, or all plugins that .awf/plugins.lock names')
    .argument('[source]', 'a folder, or a .tar.gz or .zip file (default: what the lock names)')
    .option('--force', 'replace a version that is installed already')
    .option('--no-lock', 'leave .awf/plugins.lock as it is')
    .action(async (source: string | undefined, _: unknown, command: Command) => {
      const { pluginInstallCommand } = await import('./commands/plugin-install.js');
      done(await pluginInstallCommand(source, command.optsWithGlobals<PluginInstallOptions>(), context));
    });
  plugin
    .command('remove')
    .description('remove a plugin')
    .argument('<name>', 'name of the plugin')
    .option('--keep-data', 'keep whether it is enabled, and its configuration')
    .option('--no-lock', 'leave .awf/plugins.lock as it is')
    .action(async (name: string, _: unknown, command: Command) => {
      const { pluginRemoveCommand } = await import('./commands/plugin-remove.js');
      done(await pluginRemoveCommand(name, command.optsWithGlobals<PluginRemoveOptions>(), context));
    });
  plugin
    .command('verify')
    .description('compare plugins with what was installed, and with .awf/plugins.lock')
    .argument('[names...]', 'names of plugins (default: all)')
    .option('--update', 'approve what is there now')
    .action(async (names: readonly string[], _: unknown, command: Command) => {
      const { pluginVerifyCommand } = await import('./commands/plugin-verify.js');
      done(await pluginVerifyCommand(names, command.optsWithGlobals<PluginVerifyOptions>(), context));
    });
  plugin
    .command('trust')
    .description('trust a key for the releases of a source, or list the keys that are trusted')
    .argument('[source]', 'owner/repo, or the beginning of URLs (default: list all keys)')
    .argument('[key]', 'a public key of minisign or Ed25519, or a file with one (default: list the keys of the source)')
    .option('--remove', 'trust the key no longer; without a key, none of the source')
    .action(async (source: string | undefined, key: string | undefined, _: unknown, command: Command) => {
      const { pluginTrustCommand } = await import('./commands/plugin-trust.js');
      done(await pluginTrustCommand(source, key, command.optsWithGlobals<PluginTrustOptions>(), context));
    });
}
