import { Command, CommanderError, InvalidArgumentError, Option } from 'commander';
import { AwfError } from '../../domain/errors/awf-error.js';
import { parseValidatorTimeout, type ValidatorOptions } from './validator-options.js';
import { outputFormats, type CliContext, type GlobalOptions, type OutputFormat } from './cli-context.js';
import type { PluginListOptions } from './commands/plugin-list.js';
import { offerKinds } from './plugin-offers.js';
import type { RunCommandOptions } from './commands/run.js';
import { addAuthorCommands } from './author-commands.js';
import { asAwfError } from '../../domain/errors/as-awf-error.js';
import { reportFailure } from './errors.js';
import { addConfigCommand } from './config-commands.js';
import { addInstallCommands } from './install-commands.js';
import { collectPair, collectSetting } from './option-values.js';

/** Runs one command line, without the program's own name; gives the exit status. Never throws. */
export async function runCli(args: readonly string[], context: CliContext): Promise<number> {
  const format = wantsJson(args) ? 'json' : 'text';
  let status = 0;
  try {
    await buildProgram(context, format, (result) => (status = result)).parseAsync(args, { from: 'user' });
    return status;
  } catch (thrown) {
    if (thrown instanceof CommanderError && thrown.exitCode === 0) return 0;
    // `awf` and `awf plugin` alone have shown their help, and there is nothing to add.
    if (thrown instanceof CommanderError && thrown.code === 'commander.help' && format !== 'json')
      return thrown.exitCode;
    const error = thrown instanceof CommanderError ? misuse(thrown) : asAwfError(thrown);
    return reportFailure(error, { format, verbose: args.includes('--verbose') }, context);
  }
}

type Done = (status: number) => void;

function buildProgram(context: CliContext, format: OutputFormat, done: Done): Command {
  // Help in place of a missing command is only for people.
  const writeErr = (text: string): void => (format === 'json' ? undefined : context.err(text));
  const program = new Command('awf')
    .description('Runs workflows whose steps are executed by plugins.')
    .version(context.version, '--version', 'print the version')
    .helpOption('-h, --help', 'show help')
    .helpCommand(false)
    .configureHelp({ showGlobalOptions: true })
    .configureOutput({ writeOut: context.out, writeErr, outputError: () => undefined })
    .exitOverride()
    .addOption(new Option('-f, --format <format>', 'output format').choices(outputFormats).default('text'))
    .option(
      '--plugins-dir <dir>',
      "folder that holds the plugins (default: $AWF_PLUGINS_PATH, else .awf/plugins and the user's)",
    )
    .option('--config <file>', 'settings of the project (default: $AWF_CONFIG_PATH, else .awf/config.yaml)')
    .option('--allow-insecure', 'use plugins and settings that other users could change, with a warning')
    .option('--frozen', 'start and install only what .awf/plugins.lock names, and leave it as it is')
    .option('--verbose', 'show what the host and the plugins log, on stderr')
    .option('--no-color', 'no colours');
  addRun(program, context, done);
  addValidate(program, context, done);
  addPlugin(program, context, done);
  addError(program, context, done);
  addHelp(program);
  program.addHelpText('after', exitStatuses);
  return program;
}

const exitStatuses = `
Exit status: 0 done, 1 wrong use or input, 2 wrong workflow, 3 execution failed, 4 system error, 128+n ended by signal n.`;

function addRun(program: Command, context: CliContext, done: Done): void {
  withValidatorOptions(program.command('run'))
    .description('run a workflow')
    .argument('<file>', 'the workflow, a YAML file')
    .addOption(
      new Option(
        '-i, --input <name=value>',
        'an input of the workflow; may be repeated; the last value of a name wins',
      ).argParser(collectPair),
    )
    .action(async (file: string, _: unknown, command: Command) => {
      const { runCommand } = await import('./commands/run.js');
      done(await runCommand(file, command.optsWithGlobals<RunCommandOptions>(), context));
    });
}

function addValidate(program: Command, context: CliContext, done: Done): void {
  withValidatorOptions(program.command('validate'))
    .description('check a workflow without running it')
    .argument('<file>', 'the workflow, a YAML file')
    .action(async (file: string, _: unknown, command: Command) => {
      const { validateCommand } = await import('./commands/validate.js');
      done(await validateCommand(file, command.optsWithGlobals<ValidatorOptions>(), context));
    });
}

const withValidatorOptions = (command: Command): Command =>
  command
    .addOption(
      new Option(
        '-c, --plugin-config <plugin.key=value>',
        'a setting of a plugin; may be repeated; counts before plugins.json and the project',
      )
        .argParser(collectSetting)
        .conflicts('skipPlugins'),
    )
    .option('--skip-plugins', 'start no plugin; a workflow that needs one fails')
    .option('--skip-validators', 'have no plugin check the workflow')
    .addOption(
      new Option(
        '--validator-timeout <duration>',
        'how long each plugin may take to check the workflow, such as 10s or 2m (default: 5s)',
      ).argParser(duration),
    );

function duration(text: string): number {
  const ms = parseValidatorTimeout(text);
  if (ms === undefined) throw new InvalidArgumentError('expected a duration above 0, such as 10s, 500ms or 2m');
  return ms;
}

function addPlugin(program: Command, context: CliContext, done: Done): void {
  const plugin = program.command('plugin').alias('plugins').description('make, install, see and switch plugins');
  plugin
    .command('list')
    .alias('ls')
    .description('list the plugins')
    .addOption(listOption('--operations', 'list the operations that they offer; starts them'))
    .addOption(listOption('--step-types', 'list the types of steps that they add to workflows; starts them'))
    .addOption(listOption('--validators', 'list the plugins that check workflows'))
    .addOption(listOption('--details', 'list all that they offer; starts them'))
    .action(async (_: unknown, command: Command) => {
      const { pluginListCommand } = await import('./commands/plugin-list.js');
      done(await pluginListCommand(command.optsWithGlobals<PluginListOptions>(), context));
    });
  addInstallCommands(plugin, context, done);
  addAuthorCommands(plugin, context, done);
  addConfigCommand(plugin, context, done);
  for (const verb of ['enable', 'disable'] as const)
    plugin
      .command(verb)
      .description(`${verb} a plugin`)
      .argument('<name>', 'name of the plugin')
      .action(async (name: string, _: unknown, command: Command) => {
        const { pluginEnableCommand } = await import('./commands/plugin-enable.js');
        const options = command.optsWithGlobals<GlobalOptions>();
        done(await pluginEnableCommand(name, verb === 'enable', options, context));
      });
}

/** One of the lists of `awf plugin list`, which exclude each other. */
function listOption(flags: string, description: string): Option {
  const option = new Option(flags, description);
  return option.conflicts(offerKinds.filter((kind) => kind !== option.attributeName()));
}

function addError(program: Command, context: CliContext, done: Done): void {
  program
    .command('error')
    .description('say what an error code means')
    .argument('[code]', 'a code, or how several begin: EXECUTION.PLUGIN (default: all)')
    .action(async (code: string | undefined, _: unknown, command: Command) => {
      const { errorCommand } = await import('./commands/error.js');
      done(errorCommand(code, command.optsWithGlobals<GlobalOptions>(), context));
    });
}

/** Commander's own `help` knows the commands of the first level only. */
function addHelp(program: Command): void {
  program
    .command('help')
    .description('show help for a command')
    .argument('[command...]', 'a command, such as plugin install (default: all)')
    .action((names: readonly string[]) => {
      let command = program;
      for (const name of names) {
        const found = command.commands.find((each) => each.name() === name || each.aliases().includes(name));
        if (found === undefined) program.error(`error: unknown command '${names.join(' ')}'`);
        command = found;
      }
      command.outputHelp();
    });
}

/** A command line that commander refuses. */
function misuse(error: CommanderError): AwfError {
  const said = error.message.replace(/^error: /u, '').replaceAll('\n', ' ');
  const problem = error.code === 'commander.help' ? 'a command is missing' : said;
  return new AwfError('USER.INPUT.INVALID_FORMAT', { argument: 'command line', problem });
}

/** Whether a command line that could not be parsed asks for JSON. */
export const wantsJson = (args: readonly string[]): boolean =>
  args.some((arg, index) =>
    arg === '-f' || arg === '--format' ? args[index + 1] === 'json' : arg === '-fjson' || arg === '--format=json',
  );
