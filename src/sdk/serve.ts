import { guardStdout } from 'go-plugin-node/guard-stdout';
import { awfHandshake } from '../wire/handshake.js';
import type { Plugin } from './plugin.js';

// The host takes the first line on stdout for the handshake, so the modules that a plugin imports after this one must not print before it.
guardStdout(awfHandshake);

/**
 * Serves a plugin to the AWF host that started this process. Resolves when the host has shut it down. If a person
 * started the process, it explains that on stderr and exits with status 1.
 */
export async function serve(plugin: Plugin): Promise<void> {
  // Loading gRPC takes most of the time, and the author's own modules need not wait for it.
  const { servePlugin } = await import('./serve-plugin.js');
  await servePlugin(plugin);
}
