import type { Command } from 'commander';
import type { CliContext } from './cli-context.js';
import type { PluginInstallOptions } from './commands/plugin-install.js';
import type { PluginRemoveOptions } from './commands/plugin-remove.js';
import type { PluginVerifyOptions } from './commands/plugin-verify.js';

/** Adds the commands that install, remove and check plugins. Each is loaded when it is called. */
export function addInstallCommands(plugin: Command, context: CliContext, done: (status: number) => void): void {
  plugin
    .command('install')
    .description('install a plugin')
    .argument('<source>', 'a folder, or a .tar.gz or .zip file')
    .option('--force', 'replace a version that is installed already')
    .action(async (source: string, _: unknown, command: Command) => {
      const { pluginInstallCommand } = await import('./commands/plugin-install.js');
      done(await pluginInstallCommand(source, command.optsWithGlobals<PluginInstallOptions>(), context));
    });
  plugin
    .command('remove')
    .description('remove a plugin')
    .argument('<name>', 'name of the plugin')
    .option('--keep-data', 'keep whether it is enabled, and its configuration')
    .action(async (name: string, _: unknown, command: Command) => {
      const { pluginRemoveCommand } = await import('./commands/plugin-remove.js');
      done(await pluginRemoveCommand(name, command.optsWithGlobals<PluginRemoveOptions>(), context));
    });
  plugin
    .command('verify')
    .description('compare plugins with what was installed')
    .argument('[names...]', 'names of plugins (default: all)')
    .option('--update', 'approve what is there now')
    .action(async (names: readonly string[], _: unknown, command: Command) => {
      const { pluginVerifyCommand } = await import('./commands/plugin-verify.js');
      done(await pluginVerifyCommand(names, command.optsWithGlobals<PluginVerifyOptions>(), context));
    });
}
