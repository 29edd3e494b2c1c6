import { guardStdout } from 'go-plugin-node';
import { awfHandshake } from './handshake.js';
import type { Plugin } from './plugin.js';

// Whatever the modules that a plugin imports after this one print while they load, must not come before the handshake (T25).
guardStdout(awfHandshake);

/**
 * Serves a plugin to the AWF host that started this process; resolves when the host has shut it down. Started by hand, the
 * process says what it is and exits with status 1.
 */
export async function serve(plugin: Plugin): Promise<void> {
  // gRPC is most of what there is to load: the author's own modules need not wait for it.
  const { servePlugin } = await import('./serve-plugin.js');
  await servePlugin(plugin);
}
