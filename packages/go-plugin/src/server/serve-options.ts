import type { TlsOptions } from 'node:tls';
import type { GrpcServerOptions } from '../grpc/grpc-server.js';
import type { HandshakeConfig } from '../handshake/handshake-config.js';
import type { PluginSets } from '../handshake/negotiation.js';
import type { Logger } from '../logger.js';
import type { StdioLimits } from '../stdio/stdio-service.js';

/**
 * Why a plugin stops. `host`: the host called Shutdown. `signal`: SIGTERM or SIGHUP. `orphaned`: the host has died.
 * `aborted`: the `signal` of the options.
 */
export type ShutdownReason = 'host' | 'signal' | 'orphaned' | 'aborted';

/** The options of {@link serve}. go-plugin's ServeConfig. */
export interface ServeOptions extends PluginSets {
  /** Must equal the host's. */
  readonly handshake: HandshakeConfig;
  /** For this library's own messages. Default: hclog lines on stderr, which the host turns into log entries. */
  readonly logger?: Logger | undefined;
  /**
   * Your own TLS settings instead of AutoMTLS. go-plugin's TLSProvider. The host needs matching settings. Brokered
   * connections in both directions use the result too.
   */
  readonly tls?: (() => TlsOptions | Promise<TlsOptions>) | undefined;
  /** Default: `unix`, or `tcp` on Windows. go-plugin has no such option. */
  readonly network?: 'unix' | 'tcp' | undefined;
  /** Message limits and other settings of the gRPC server. */
  readonly grpc?: GrpcServerOptions | undefined;
  /** How much printed text is kept for a host that does not fetch it. Beyond the limit, the oldest text is dropped. */
  readonly stdio?: StdioLimits | undefined;
  /** Aborting it stops the plugin as the host would, but leaves the process running; `serve` resolves. */
  readonly signal?: AbortSignal | undefined;
  /** Called once when the plugin stops, while its services still answer. Clean up here. */
  readonly onShutdown?: ((reason: ShutdownReason) => void | Promise<void>) | undefined;
  /**
   * Milliseconds for `onShutdown` and for running calls, together. Default: 1,500, because go-plugin's hosts kill a
   * plugin after 2 s.
   */
  readonly shutdownTimeoutMs?: number | undefined;
  /**
   * How long a server that the host announced over the broker can be dialled, in milliseconds. Default: 5,000, as in
   * go-plugin. With Infinity, a plugin can dial at any time a server that the host announced once, at the start.
   */
  readonly brokerAnnouncementMs?: number | undefined;
  /**
   * Whether to stop when the host process has died without calling Shutdown. It is checked every second, or every 3 s
   * if a shell is between host and plugin. Default: true. go-plugin's plugins stay alive for ever in that case. Turn it
   * off for a plugin that must outlive its host, so that another host can attach to it.
   */
  readonly exitWithHost?: boolean | undefined;
}

export const defaultShutdownTimeoutMs = 1_500;
