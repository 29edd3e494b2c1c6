import type { TlsOptions } from 'node:tls';
import type { GrpcServerOptions } from '../grpc/grpc-server.js';
import type { HandshakeConfig } from '../handshake/handshake-config.js';
import type { PluginSets } from '../handshake/negotiation.js';
import type { Logger } from '../logger.js';
import type { StdioLimits } from '../stdio/stdio-service.js';

/**
 * Why a plugin stops: `host`, it called Shutdown; `signal`, SIGTERM or SIGHUP; `orphaned`, the host has died; `aborted`, the
 * `signal` of the options.
 */
export type ShutdownReason = 'host' | 'signal' | 'orphaned' | 'aborted';

/** What to serve and how; go-plugin's ServeConfig. */
export interface ServeOptions extends PluginSets {
  /** Must equal the host's. */
  readonly handshake: HandshakeConfig;
  /** For this library's own messages. Default: hclog lines on stderr, which the host turns into log entries of its own. */
  readonly logger?: Logger | undefined;
  /**
   * TLS of your own instead of AutoMTLS; go-plugin's TLSProvider. The host must have been given the fitting settings. The result also
   * serves for brokered connections, in both directions.
   */
  readonly tls?: (() => TlsOptions | Promise<TlsOptions>) | undefined;
  /** Default: `unix`, on Windows `tcp`. go-plugin offers no choice. */
  readonly network?: 'unix' | 'tcp' | undefined;
  /** Message limits and other settings of the gRPC server. */
  readonly grpc?: GrpcServerOptions | undefined;
  /** How much printed text is kept for a host that does not fetch it; the oldest is dropped beyond. */
  readonly stdio?: StdioLimits | undefined;
  /** Aborting it stops the plugin as the host would, but leaves the process running; `serve` resolves. */
  readonly signal?: AbortSignal | undefined;
  /** Called once when the plugin stops, while its services still answer: the place to put things in order. */
  readonly onShutdown?: ((reason: ShutdownReason) => void | Promise<void>) | undefined;
  /**
   * Milliseconds for `onShutdown` and for the calls that are still running, together. Default 1,500: go-plugin's hosts end a plugin
   * by force after 2 s.
   */
  readonly shutdownTimeoutMs?: number | undefined;
  /**
   * Whether to stop when the host process has ended without a word; looked after once a second, every 3 s where a shell stands between
   * the two. Default true, where go-plugin's plugins live on for ever (T20). Turn it off for a plugin that is to outlive its host and be reattached to.
   */
  readonly exitWithHost?: boolean | undefined;
}

export const defaultShutdownTimeoutMs = 1_500;
