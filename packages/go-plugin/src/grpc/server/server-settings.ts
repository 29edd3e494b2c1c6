import type { ServerInterceptor, ServerOptions } from '@grpc/grpc-js';
import { longestTimerMs } from 'plugin-async';
import { encodingOfAlgorithm, type MessageEncoding } from '../../channel/compression.js';
import { GoPluginError } from '../../errors/go-plugin-error.js';
import type { KeepAliveTimes } from '../../http2/keep-alive.js';
import { largestWindow } from '../../http2/settings.js';

/**
 * What a server accepts in one message unless told otherwise: 256 MiB. go-plugin's default server stops at gRPC's 4 MiB, which
 * its users run into with large values; no limit at all would let one bad length end the process for lack of memory.
 */
const defaultMaxReceiveMessageBytes = 256 * 1024 * 1024;

/**
 * Between pings to a peer, and how long it has to answer. grpc-go's server pings after two silent hours and then waits 20 seconds, which would
 * cut off a host that stands in a debugger just then.
 */
const defaultKeepAliveMs = 3_600_000;

/** The receive window of each stream, bytes. */
const defaultStreamWindow = 512 * 1024;

/** Calls that one peer may have in flight: far more than an honest one has, and a bound on what the others can cost. */
const defaultMaxConcurrentStreams = 10_000;

/** Limits and further settings of a gRPC server. */
export interface GrpcServerOptions {
  /** Largest request message in bytes; -1 for no limit. Default 256 MiB. */
  readonly maxReceiveMessageBytes?: number | undefined;
  /** Largest answer message in bytes; -1, the default, for no limit. */
  readonly maxSendMessageBytes?: number | undefined;
  /**
   * Options of grpc-js's Server, which win over all others: `interceptors`, `grpc.max_receive_message_length`, `grpc.max_send_message_length`,
   * `grpc.max_concurrent_streams`, `grpc.keepalive_time_ms`, `grpc.keepalive_timeout_ms`, `grpc.default_compression_algorithm` and
   * `grpc-node.flow_control_window`. Any other is refused with `CONFIG_INVALID`: it has no meaning on a link to a plugin. That includes
   * `grpc.max_connection_age_ms`, `grpc.max_connection_age_grace_ms` and `grpc.max_connection_idle_ms`. They spread clients over servers, and a
   * plugin has one host. A host opens the streams of GRPCBroker and GRPCStdio once and never again, so that the end of its connection would end
   * the broker and the plugin's output, and with multiplexing the plugin. And because these streams stay open, its connection is never idle.
   */
  readonly serverOptions?: ServerOptions | undefined;
}

/** What the calls of a server share. */
export interface ServerSettings {
  /** Bytes; -1 for no limit. */
  readonly maxSendBytes: number;
  /** Bytes, of the decompressed message; -1 for no limit. */
  readonly maxReceiveBytes: number;
  readonly maxConcurrentStreams: number;
  readonly streamWindowBytes: number;
  readonly keepAlive: KeepAliveTimes | undefined;
  /** Compresses each answer for those who accept it. */
  readonly encoding: MessageEncoding | undefined;
  readonly interceptors: readonly ServerInterceptor[];
}

const known: ReadonlySet<string> = new Set([
  'interceptors',
  'grpc.max_receive_message_length',
  'grpc.max_send_message_length',
  'grpc.max_concurrent_streams',
  'grpc.keepalive_time_ms',
  'grpc.keepalive_timeout_ms',
  'grpc.default_compression_algorithm',
  'grpc-node.flow_control_window',
]);

const opensOnce =
  'a go-plugin host opens the streams of its broker and of stdio once, and would lose them with its connection';

/** Why options that people ask for are refused. */
const reasons: Readonly<Record<string, string>> = {
  'grpc.max_connection_age_ms': opensOnce,
  'grpc.max_connection_age_grace_ms': opensOnce,
  'grpc.max_connection_idle_ms':
    'a go-plugin host keeps streams open as long as it lives, so its connection is never idle',
};

function refuse(name: string): never {
  const reason = reasons[name];
  throw new GoPluginError('CONFIG_INVALID', {
    problem: `the server option ${JSON.stringify(name)} has no meaning on a link to a plugin${reason === undefined ? '' : ` (${reason})`}; remove it`,
  });
}

/** @throws GoPluginError `CONFIG_INVALID` for an option that has no meaning here */
export function serverSettings(options: GrpcServerOptions): ServerSettings {
  const given = options.serverOptions ?? {};
  for (const name of Object.keys(given)) if (!known.has(name) && given[name] !== undefined) refuse(name);
  return {
    maxReceiveBytes:
      given['grpc.max_receive_message_length'] ?? options.maxReceiveMessageBytes ?? defaultMaxReceiveMessageBytes,
    maxSendBytes: given['grpc.max_send_message_length'] ?? options.maxSendMessageBytes ?? -1,
    maxConcurrentStreams: given['grpc.max_concurrent_streams'] ?? defaultMaxConcurrentStreams,
    streamWindowBytes: Math.min(given['grpc-node.flow_control_window'] ?? defaultStreamWindow, largestWindow),
    keepAlive: keepAliveOf(given),
    encoding: encodingOfAlgorithm(given['grpc.default_compression_algorithm']),
    interceptors: given.interceptors ?? [],
  };
}

function keepAliveOf(options: ServerOptions): KeepAliveTimes | undefined {
  const intervalMs = options['grpc.keepalive_time_ms'] ?? defaultKeepAliveMs;
  if (intervalMs < 0 || intervalMs > longestTimerMs) return undefined;
  return { intervalMs, timeoutMs: options['grpc.keepalive_timeout_ms'] ?? defaultKeepAliveMs };
}
