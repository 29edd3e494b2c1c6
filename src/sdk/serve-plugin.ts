import { createPluginLogger, serve } from 'go-plugin-node';
import { AwfPlugin } from './awf-plugin.js';
import { awfHandshake, awfPluginKey } from './handshake.js';
import { PluginRuntime } from './plugin-runtime.js';
import type { Plugin } from './plugin.js';

/** The part of {@link serve} that takes gRPC to load. */
export async function servePlugin(plugin: Plugin): Promise<void> {
  const logger = createPluginLogger(plugin.name);
  const runtime = new PluginRuntime(plugin, logger);
  await serve({
    handshake: awfHandshake,
    plugins: { [awfPluginKey]: new AwfPlugin(runtime) },
    logger,
    // A host that ends the plugin without AWF's Shutdown call, a signal, or the host's own death: the plugin is told all the same.
    onShutdown: () => runtime.shutdown(new AbortController().signal),
  });
}
