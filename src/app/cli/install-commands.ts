import type { Command } from 'commander';
import type { CliContext, GlobalOptions } from './cli-context.js';
import type { PluginInstallOptions } from './commands/plugin-install.js';
import type { PluginOutdatedOptions } from './commands/plugin-outdated.js';
import type { PluginRemoveOptions } from './commands/plugin-remove.js';
import type { PluginTrustOptions } from './commands/plugin-trust.js';
import type { PluginUpdateOptions } from './commands/plugin-update.js';
import type { PluginVerifyOptions } from './commands/plugin-verify.js';

const sources = `
Sources:
  owner/repo            the newest stable release at GitHub
  owner/repo@1.2.3      one version; also a range: owner/repo@^1.2.0
  npm:name, npm:@s/name a package of the registry that npm is set up with
  https://…/a.tar.gz    an archive (.tar.gz, .zip) with checksums.txt beside it
  ./folder, a.tar.gz    a folder or an archive; a path begins with ./ or /

GITHUB_TOKEN or GH_TOKEN is used for private repositories, GITHUB_API_URL for another GitHub, and HTTPS_PROXY, HTTP_PROXY and NO_PROXY for proxies.`;

/** Adds the commands that install, remove and check plugins. Each is loaded when it is called. */
export function addInstallCommands(plugin: Command, context: CliContext, done: (status: number) => void): void {
  plugin
    .command('install')
    .description('install a plugin, or all plugins that .awf/plugins.lock names')
    .argument(
      '[source]',
      'owner/repo[@version], npm:name[@version], a URL, ./folder or archive (default: what the lock names)',
    )
    .option('--force', 'replace a version that is installed already')
    .option('--no-lock', 'leave .awf/plugins.lock as it is')
    .option('--pre-release', 'choose among pre-releases as well')
    .option('--offline', 'use only what was downloaded before')
    .addHelpText('after', sources)
    .action(async (source: string | undefined, _: unknown, command: Command) => {
      const { pluginInstallCommand } = await import('./commands/plugin-install.js');
      done(await pluginInstallCommand(source, command.optsWithGlobals<PluginInstallOptions>(), context));
    });
  addUpdateCommands(plugin, context, done);
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

function addUpdateCommands(plugin: Command, context: CliContext, done: (status: number) => void): void {
  plugin
    .command('update')
    .description('install newer versions of plugins')
    .argument('[name]', 'name of the plugin')
    .option('--all', 'update every plugin that has a newer version')
    .option('--no-lock', 'leave .awf/plugins.lock as it is')
    .option('--pre-release', 'choose among pre-releases as well')
    .option('--offline', 'use only what was downloaded before')
    .action(async (name: string | undefined, _: unknown, command: Command) => {
      const { pluginUpdateCommand } = await import('./commands/plugin-update.js');
      done(await pluginUpdateCommand(name, command.optsWithGlobals<PluginUpdateOptions>(), context));
    });
  plugin
    .command('outdated')
    .description('list plugins that have newer versions')
    .option('--pre-release', 'look at pre-releases as well')
    .addHelpText('after', '\nExit status: 1 if a plugin has a newer version, 0 if none has.')
    .action(async (_: unknown, command: Command) => {
      const { pluginOutdatedCommand } = await import('./commands/plugin-outdated.js');
      done(await pluginOutdatedCommand(command.optsWithGlobals<PluginOutdatedOptions>(), context));
    });
  plugin
    .command('search')
    .description('find plugins at GitHub')
    .argument('[text...]', 'words that they must have (default: all plugins)')
    .action(async (words: readonly string[], _: unknown, command: Command) => {
      const { pluginSearchCommand } = await import('./commands/plugin-search.js');
      done(await pluginSearchCommand(words, command.optsWithGlobals<GlobalOptions>(), context));
    });
}
