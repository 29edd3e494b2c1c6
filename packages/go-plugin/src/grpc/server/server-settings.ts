import type { ServerInterceptor, ServerOptions } from '@grpc/grpc-js';
import { longestTimerMs } from 'plugin-async';
import { encodingOfAlgorithm, type MessageEncoding } from '../../channel/compression.js';
import { GoPluginError } from '../../errors/go-plugin-error.js';
import type { KeepAliveTimes } from '../../http2/keep-alive.js';
import { largestWindow } from '../../http2/settings.js';

/**
 * The default limit of a request: 256 MiB. go-plugin's default server has gRPC's 4 MiB, which is too little for large values. Without a
 * limit, one wrong length could end the process for lack of memory.
 */
const defaultMaxReceiveMessageBytes = 256 * 1024 * 1024;

/**
 * The time between pings to a peer, and the time it has to answer. grpc-go's server pings after two silent hours and waits 20 seconds, which
 * would disconnect a host that is stopped in a debugger at that time.
 */
const defaultKeepAliveMs = 3_600_000;

/** The receive window of each stream, in bytes. */
const defaultStreamWindow = 512 * 1024;

/** How many calls one peer may have in progress: far more than a normal peer needs, but limited. */
const defaultMaxConcurrentStreams = 10_000;

/** Limits and further settings of a gRPC server. */
export interface GrpcServerOptions {
  /** The largest request message in bytes, -1 for no limit. Default: 256 MiB. */
  readonly maxReceiveMessageBytes?: number | undefined;
  /** The largest response message in bytes, -1 for no limit. Default: -1. */
  readonly maxSendMessageBytes?: number | undefined;
  /**
   * Options of grpc-js's Server. They override all others: `interceptors`, `grpc.max_receive_message_length`, `grpc.max_send_message_length`,
   * `grpc.max_concurrent_streams`, `grpc.keepalive_time_ms`, `grpc.keepalive_timeout_ms`, `grpc.default_compression_algorithm` and
   * `grpc-node.flow_control_window`. Any other is rejected with `CONFIG_INVALID`, because it has no effect on a link to a plugin. That includes
   * `grpc.max_connection_age_ms`, `grpc.max_connection_age_grace_ms` and `grpc.max_connection_idle_ms`. They spread clients over servers, but a
   * plugin has one host. A host opens the streams of GRPCBroker and GRPCStdio only once. If its connection ended, the broker and the plugin's
   * output would end too, and with multiplexing the plugin. Because these streams stay open, the connection is never idle.
   */
  readonly serverOptions?: ServerOptions | undefined;
}

/** The settings that all calls of a server share. */
export interface ServerSettings {
  /** Bytes; -1 for no limit. */
  readonly maxSendBytes: number;
  /** Bytes of the decompressed message. -1 for no limit. */
  readonly maxReceiveBytes: number;
  readonly maxConcurrentStreams: number;
  readonly streamWindowBytes: number;
  readonly keepAlive: KeepAliveTimes | undefined;
  /** Compresses the responses to clients that accept it. */
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

/** @throws GoPluginError `CONFIG_INVALID` for an option that has no effect here */
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
