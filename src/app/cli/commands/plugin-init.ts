import { arch, platform } from 'node:process';
import { relative, resolve } from 'node:path';
import { AwfError } from '../../../domain/errors/awf-error.js';
import { archiveName } from '../../../domain/plugin/archive-name.js';
import { goPlatform } from '../../../domain/plugin/platform.js';
import { newPluginNameProblem, type PluginKind, type PluginLanguage } from '../../../domain/plugin/project-template.js';
import { unlessGivenUp, type CliContext, type GlobalOptions } from '../cli-context.js';
import { asAwfError } from '../../../domain/errors/as-awf-error.js';
import { reportFailure } from '../errors.js';
import { printJson } from '../print-json.js';
import { printableLine } from '../printable.js';

/** Options of `awf plugin init`. */
export interface PluginInitOptions extends GlobalOptions {
  readonly kind: PluginKind;
  readonly lang: PluginLanguage;
  /** The folder of the project. */
  readonly output?: string;
  /** Write into a folder that is not empty. */
  readonly force?: boolean;
  /** A tarball or a folder with the SDK. */
  readonly sdk?: string;
}

/** The version of a new plugin, as the templates have it. */
const firstVersion = '0.1.0';

/** `awf plugin init NAME`: gives the exit status. */
export async function pluginInitCommand(
  given: string,
  options: PluginInitOptions,
  context: CliContext,
): Promise<number> {
  const canceled = () => new AwfError('EXECUTION.PLUGIN.CANCELED', { plugin: given, call: 'init' });
  try {
    await unlessGivenUp(init(given, options, context), context, canceled);
    return 0;
  } catch (thrown) {
    return reportFailure(asAwfError(thrown), options, context);
  }
}

async function init(given: string, options: PluginInitOptions, context: CliContext): Promise<void> {
  const { createProject } = await import('../../composition/create-project.js');
  const { cwd, env, signal, packageRoot, version } = context;
  const name = nameOf(given);
  const folder = resolve(cwd, options.output ?? given);
  const { kind, lang: language, force = false } = options;
  const sdk = [options.sdk, env.AWF_SDK].find((path) => path !== undefined && path !== '');
  const project = {
    name,
    kind,
    language,
    folder,
    packageRoot,
    version,
    sdk: sdk === undefined ? undefined : resolve(cwd, sdk),
  };
  const files = await createProject(project, { force, signal });
  if (options.format === 'json') printJson(context, { name, kind, lang: language, path: folder, files });
  if (options.format === 'text') showNext(name, folder, options, context);
}

/** A plugin may be called by the name of its program, as in AWF. @throws AwfError `USER.INPUT.INVALID_FORMAT` */
function nameOf(given: string): string {
  const name = given.replace(/^awf-plugin-/u, '');
  const problem = newPluginNameProblem(name);
  if (problem === undefined) return name;
  throw new AwfError('USER.INPUT.INVALID_FORMAT', { argument: `name of the plugin "${given}"`, problem });
}

/** How the project is built and tested. `awf plugin pack` builds it as well. */
const steps: { readonly [L in PluginLanguage]: readonly string[] } = {
  ts: ['npm install', 'npm test'],
  js: ['npm install', 'npm test'],
  go: ['go test ./...'],
  python: ['python3 build.py test'],
};

const tries: { readonly [K in PluginKind]: string } = {
  operation: 'awf run example.yaml -i who=Ada',
  validator: 'awf validate example.yaml',
  'step-type': 'awf run example.yaml',
  events: 'awf run example.yaml --verbose',
};

function showNext(name: string, folder: string, { kind, lang }: PluginInitOptions, context: CliContext): void {
  const { cwd, out, colors: c } = context;
  const path = printableLine(context.secrets, relative(cwd, folder) || '.', Infinity);
  const archive = archiveName({ name, version: firstVersion }, goPlatform(platform, arch));
  const commands = [
    `cd ${path}`,
    ...steps[lang],
    'awf plugin pack',
    `awf plugin install release/${archive}`,
    tries[kind],
  ];
  out(`Plugin "${name}" created in ${path}\n\n${c.dim('Next:')}\n`);
  for (const command of commands) out(`  ${command}\n`);
}
