import type { ChannelOptions } from '@grpc/grpc-js';
import { longestTimerMs } from 'plugin-async';
import type { KeepAliveTimes } from '../http2/keep-alive.js';
import { encodingOfAlgorithm, type MessageEncoding } from './compression.js';

/** The settings that all calls of a channel share, read once from grpc-js's options. */
export interface ChannelSettings {
  readonly authority: string;
  readonly userAgent: string;
  /** Bytes; -1 for no limit. */
  readonly maxSendBytes: number;
  /** Bytes of the decompressed message. -1 for no limit. */
  readonly maxReceiveBytes: number;
  readonly encoding: MessageEncoding | undefined;
  /** The HTTP/2 receive window of each stream, in bytes. */
  readonly streamWindowBytes: number;
  /** Undefined: no pings. grpc-go's servers end a connection that pings more often than every five minutes. */
  readonly keepAlive: KeepAliveTimes | undefined;
}

const defaultStreamWindow = 512 * 1024;
/**
 * 512 MiB. go-plugin's host accepts 2 GiB, the most that grpc-go can. Node cannot make a string of more than 512 MiB, so it could not
 * use a larger message. Without a limit, a small gzip could also make this process hold 2 GiB.
 */
const defaultMaxReceiveBytes = 512 * 1024 * 1024;

/**
 * Reads the channel options that have an effect on a link to one plugin: message lengths (by default no limit for sending, and 512 MiB
 * for receiving), `grpc.default_compression_algorithm`, `grpc.primary_user_agent`, `grpc.default_authority`,
 * `grpc-node.flow_control_window`, `grpc.keepalive_time_ms` and `grpc.keepalive_timeout_ms`. Options about DNS, proxies, retries and
 * pools have no effect, nor has `grpc.client_idle_timeout_ms`, because GRPCBroker and GRPCStdio keep a host's connection in use.
 */
export function channelSettings(options: ChannelOptions): ChannelSettings {
  const agent = options['grpc.primary_user_agent'];
  return {
    // go-plugin verifies that the certificate is for localhost. It ignores the authority.
    authority: options['grpc.default_authority'] ?? 'localhost',
    userAgent: `${agent === undefined ? '' : `${agent} `}grpc-node-awf-plugins`,
    maxSendBytes: options['grpc.max_send_message_length'] ?? -1,
    maxReceiveBytes: options['grpc.max_receive_message_length'] ?? defaultMaxReceiveBytes,
    encoding: encodingOfAlgorithm(options['grpc.default_compression_algorithm']),
    streamWindowBytes: options['grpc-node.flow_control_window'] ?? defaultStreamWindow,
    keepAlive: keepAliveOf(options),
  };
}

const defaultKeepAliveTimeoutMs = 20_000;

/** As in grpc-js, there are pings only if the time between them is given. */
function keepAliveOf(options: ChannelOptions): KeepAliveTimes | undefined {
  const intervalMs = options['grpc.keepalive_time_ms'];
  if (intervalMs === undefined || intervalMs < 0 || intervalMs > longestTimerMs) return undefined;
  return { intervalMs, timeoutMs: options['grpc.keepalive_timeout_ms'] ?? defaultKeepAliveTimeoutMs };
}
