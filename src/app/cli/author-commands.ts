import { InvalidArgumentError, Option, type Command } from 'commander';
import { parsePlatform } from '../../domain/plugin/archive-name.js';
import type { Platform } from '../../domain/plugin/platform.js';
import type { CliContext, GlobalOptions } from './cli-context.js';
import { defaultInspectAddress, inspectAddressProblem } from '../../domain/plugin/debugger.js';
import { pluginLogLevels } from '../../domain/plugin/plugin-log.js';
import { pluginKinds, pluginLanguages } from '../../domain/plugin/project-template.js';
import type { PluginDevOptions } from './commands/plugin-dev.js';
import type { PluginInitOptions } from './commands/plugin-init.js';
import type { PluginLogsOptions } from './commands/plugin-logs.js';
import type { PluginPackOptions } from './commands/plugin-pack.js';
import { collectPair, collectSetting } from './option-values.js';

/** Adds the commands for authors of plugins. Each is loaded when it is called. */
export function addAuthorCommands(plugin: Command, context: CliContext, done: (status: number) => void): void {
  plugin
    .command('init')
    .description('make the project of a new plugin')
    .argument('<name>', 'name of the plugin')
    .addOption(new Option('--kind <kind>', 'what the plugin is for').choices(pluginKinds).default('operation'))
    .addOption(new Option('--lang <language>', 'its language').choices(pluginLanguages).default('ts'))
    .option('--output <dir>', 'folder for the project (default: the name)')
    .option('--force', 'write into a folder that is not empty')
    .option('--sdk <path>', 'tarball or folder of awf-plugin-sdk, for ts and js (default: $AWF_SDK, else from npm)')
    .action(async (name: string, _: unknown, command: Command) => {
      const { pluginInitCommand } = await import('./commands/plugin-init.js');
      done(await pluginInitCommand(name, command.optsWithGlobals<PluginInitOptions>(), context));
    });
  plugin
    .command('pack')
    .description('build a plugin, and make the archives that awf plugin install takes')
    .argument('[dir]', 'the project of the plugin, or a folder that is a plugin', '.')
    .option('--output <dir>', 'folder for the archives (default: release, in the project)')
    .addOption(
      new Option(
        '--platform <os_arch>',
        'a platform to pack for, such as linux_amd64; may be repeated (default: what the plugin has code for, else all)',
      ).argParser(collectPlatform),
    )
    .option('--no-build', 'do not run the command in plugin.build.yaml')
    .action(async (dir: string, _: unknown, command: Command) => {
      const { pluginPackCommand } = await import('./commands/plugin-pack.js');
      done(await pluginPackCommand(dir, command.optsWithGlobals<PluginPackOptions>(), context));
    });
  addDev(plugin, context, done);
  addLogs(plugin, context, done);
  addDoctor(plugin, context, done);
}

/** Adds the command that builds and starts a plugin again after each change. */
function addDev(plugin: Command, context: CliContext, done: (status: number) => void): void {
  plugin
    .command('dev')
    .description('build and start a plugin, and do so again after each change')
    .argument('[project]', 'the project of the plugin, a folder that is a plugin, or the name of an installed one', '.')
    .addOption(
      new Option('--inspect [host:port]', 'have a plugin in Node open a debugger (default: 127.0.0.1:9229)')
        .preset(defaultInspectAddress)
        .argParser(inspectAddress),
    )
    .option('--run <workflow>', 'run a workflow after each start')
    .addOption(
      new Option('-i, --input <name=value>', 'an input of the workflow; may be repeated').argParser(collectPair),
    )
    .addOption(
      new Option(
        '-c, --plugin-config <plugin.key=value>',
        'a setting of a plugin; may be repeated; counts before plugins.json and the project',
      ).argParser(collectSetting),
    )
    .action(async (project: string, _: unknown, command: Command) => {
      const { pluginDevCommand } = await import('./commands/plugin-dev.js');
      done(await pluginDevCommand(project, command.optsWithGlobals<PluginDevOptions>(), context));
    });
}

/** Adds the command that shows what plugins logged in earlier runs. */
function addLogs(plugin: Command, context: CliContext, done: (status: number) => void): void {
  plugin
    .command('logs')
    .description('show what plugins logged, in earlier runs too')
    .argument('[name]', 'name of a plugin (default: all)')
    .option('--follow', 'go on with what is new, until Ctrl-C')
    .addOption(new Option('--lines <n>', 'the last entries, at most so many').default(200).argParser(lineCount))
    .addOption(new Option('--level <level>', 'the least severe level').choices(pluginLogLevels))
    .option('--since <time>', 'a time such as 2026-01-31T12:00, or how long ago, such as 10m')
    .action(async (name: string | undefined, _: unknown, command: Command) => {
      const { pluginLogsCommand } = await import('./commands/plugin-logs.js');
      done(await pluginLogsCommand(name, command.optsWithGlobals<PluginLogsOptions>(), context));
    });
}

function lineCount(text: string): number {
  if (!/^\d{1,9}$/u.test(text)) throw new InvalidArgumentError('expected a whole number');
  return Number(text);
}

function inspectAddress(text: string): string {
  const problem = inspectAddressProblem(text);
  if (problem !== undefined) throw new InvalidArgumentError(problem);
  return text;
}

/** Adds the command that says why a plugin does not start. */
function addDoctor(plugin: Command, context: CliContext, done: (status: number) => void): void {
  plugin
    .command('doctor')
    .description('start plugins stage by stage, and explain where a start ends')
    .argument('[names...]', 'names of plugins (default: all)')
    .action(async (names: readonly string[], _: unknown, command: Command) => {
      const { pluginDoctorCommand } = await import('./commands/plugin-doctor.js');
      done(await pluginDoctorCommand(names, command.optsWithGlobals<GlobalOptions>(), context));
    });
}

function collectPlatform(text: string, before: readonly Platform[] = []): readonly Platform[] {
  const platform = parsePlatform(text);
  if (platform === undefined) throw new InvalidArgumentError('expected a system and a processor, such as linux_amd64');
  return [...before, platform];
}
