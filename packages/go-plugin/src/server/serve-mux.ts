import { nodePluginProcess } from './node-plugin-process.js';
import type { PluginProcess } from './plugin-process.js';
import { serveIn } from './serve.js';
import type { ServeOptions } from './serve-options.js';

/** What one program can serve, by name. The name is the program's only argument. */
export type ServeMuxMap = Readonly<Record<string, ServeOptions>>;

/**
 * One program for several plugins. It serves the plugin that its only argument names, as `serve` does. go-plugin's
 * ServeMux. With another number of arguments, or an unknown name, it reports the error on stderr and exits with status
 * 1.
 * @param args Default: the program's arguments.
 */
export async function serveMux(plugins: ServeMuxMap, args: readonly string[] = process.argv.slice(2)): Promise<void> {
  await serveMuxIn(nodePluginProcess(), plugins, args);
}

/** {@link serveMux} in a given process. */
export async function serveMuxIn(process: PluginProcess, plugins: ServeMuxMap, args: readonly string[]): Promise<void> {
  const [name = ''] = args;
  const options = args.length === 1 && Object.hasOwn(plugins, name) ? plugins[name] : undefined;
  if (options !== undefined) return serveIn(process, options);
  const known = Object.keys(plugins).join(', ');
  const problem = args.length === 1 ? `unknown plugin ${JSON.stringify(name)}` : 'the name of one plugin is missing';
  process.writeErrorNow(`${problem}; give one of: ${known}\n`);
  process.exit(1);
}
