import { createPluginLogger, serve } from 'go-plugin-node';
import { AwfPlugin } from './awf-plugin.js';
import { BrokerHostLink } from './broker-host-link.js';
import { awfHandshake, awfPluginKey } from '../wire/handshake.js';
import { PluginRuntime } from './plugin-runtime.js';
import type { Plugin } from './plugin.js';

/** The part of {@link serve} that loads gRPC. */
export async function servePlugin(plugin: Plugin): Promise<void> {
  const logger = createPluginLogger(plugin.name);
  const link = new BrokerHostLink();
  const runtime = new PluginRuntime(plugin, logger, link);
  await serve({
    handshake: awfHandshake,
    plugins: { [awfPluginKey]: new AwfPlugin(runtime, link) },
    logger,
    // AWF's host announces its services once, and a plugin may emit its first event hours later.
    brokerAnnouncementMs: Infinity,
    // The plugin's shutdown also runs if the host skips AWF's Shutdown call, after a signal, and after the host's
    // death.
    onShutdown: () => runtime.shutdown(new AbortController().signal),
  });
}
