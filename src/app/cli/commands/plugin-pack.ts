import { relative, resolve } from 'node:path';
import { AwfError } from '../../../domain/errors/awf-error.js';
import { checksumFileName } from '../../../domain/plugin/archive-name.js';
import { platformText, type Platform } from '../../../domain/plugin/platform.js';
import type { PackedPlugin } from '../../plugins/authoring/plugin-packer.js';
import { unlessGivenUp, type CliContext, type GlobalOptions } from '../cli-context.js';
import { asAwfError } from '../../../domain/errors/as-awf-error.js';
import { reportFailure } from '../errors.js';
import { printJson } from '../print-json.js';
import { printableLine } from '../printable.js';

/** Options of `awf plugin pack`. */
export interface PluginPackOptions extends GlobalOptions {
  /** The folder for the archives. */
  readonly output?: string;
  readonly platform?: readonly Platform[];
  /** False: the plugin is packed as it was built before. */
  readonly build: boolean;
}

/** `awf plugin pack [DIR]`: gives the exit status. */
export async function pluginPackCommand(
  folder: string,
  options: PluginPackOptions,
  context: CliContext,
): Promise<number> {
  const canceled = () => new AwfError('EXECUTION.PLUGIN.CANCELED', { plugin: folder, call: 'pack' });
  try {
    show(await unlessGivenUp(pack(folder, options, context), context, canceled), options, context);
    return 0;
  } catch (thrown) {
    return reportFailure(asAwfError(thrown), options, context);
  }
}

interface Packed extends PackedPlugin {
  readonly directory: string;
}

async function pack(given: string, options: PluginPackOptions, context: CliContext): Promise<Packed> {
  const { createPacker, readPluginProject } = await import('../../composition/create-packer.js');
  const { cwd, signal } = context;
  const project = await readPluginProject(resolve(cwd, given), signal);
  // The archives of a project belong to it. A folder that is a plugin must not hold them.
  const directory = resolve(
    cwd,
    options.output ?? (project.build === undefined ? 'release' : resolve(project.directory, 'release')),
  );
  await using authoring = await createPacker(context.env);
  const folder = options.build
    ? await authoring.builder.build(project, { signal })
    : (project.build?.output ?? project.directory);
  const packed = await authoring.packer.pack(folder, { directory, platforms: options.platform, signal });
  return { ...packed, directory };
}

function show({ plugin, archives, directory }: Packed, { format }: GlobalOptions, context: CliContext): void {
  const { name, version } = plugin.manifest;
  const checksums = resolve(directory, checksumFileName);
  if (format === 'json') {
    const written = archives.map(({ platform, ...archive }) => ({ ...archive, platform: platformText(platform) }));
    printJson(context, { name, version, archives: written, checksums });
  }
  const paths = [...archives.map(({ path }) => path), checksums].map((path) => relative(context.cwd, path));
  if (format === 'quiet')
    context.out(paths.map((path) => `${printableLine(context.secrets, path, Infinity)}\n`).join(''));
  if (format !== 'text') return;
  context.out(
    `Plugin "${printableLine(context.secrets, name)}" packed (version ${printableLine(context.secrets, version)})\n`,
  );
  for (const path of paths) context.out(`  ${printableLine(context.secrets, path, Infinity)}\n`);
}
