import type { Command } from 'commander';
import type { CliContext, GlobalOptions } from './cli-context.js';

/** Adds the command that shows and changes the configuration of a plugin. It is loaded when it is called. */
export function addConfigCommand(plugin: Command, context: CliContext, done: (status: number) => void): void {
  plugin
    .command('config')
    .description('show the settings of a plugin and where each value is from, or change one')
    .argument('<name>', 'name of the plugin')
    .argument('[action]', 'get, set or unset (default: show all)')
    .argument('[key]', 'name of the setting')
    .argument('[value]', 'the value to store; after -- if it begins with a dash')
    .addHelpText('after', examples)
    .action(async (name: string, action?: string, key?: string, value?: string, _?: unknown, command?: Command) => {
      const { pluginConfigCommand } = await import('./commands/plugin-config.js');
      const options = (command as Command).optsWithGlobals<GlobalOptions>();
      done(await pluginConfigCommand({ name, action, key, value }, options, context));
    });
}

const examples = `
Examples:
  awf plugin config echo
  awf plugin config echo set greeting hello
  awf plugin config echo set token env:ECHO_TOKEN
  awf plugin config echo unset greeting`;
