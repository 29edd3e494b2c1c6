import type { Writable } from 'node:stream';
import { status, type ClientReadableStream, type ServiceError } from '@grpc/grpc-js';
import emptyPb from 'google-protobuf/google/protobuf/empty_pb.js';
import { GRPCStdioClient } from '../generated/go_plugin/stdio_grpc_pb.cjs';
import { StdioData } from '../generated/go_plugin/stdio_pb.cjs';
import { onceDrained, settlesWithin } from 'plugin-async';
import type { Logger } from '../logger.js';
import type { GrpcConnection } from '../plugin-set.js';

/** Where the text goes that a plugin prints while it serves. Text without a sink is read and dropped. */
export interface StdioSinks {
  readonly stdout: Writable | undefined;
  readonly stderr: Writable | undefined;
}

/**
 * Output counts as drained after 50 ms of silence, or after 1 s at most. A plugin under load may pause between two
 * pieces.
 */
const quietMs = 50;
const longestDrainMs = 1_000;

/**
 * The host half of GRPCStdio. It reads what the plugin prints as long as the connection lives. It reads even if nobody
 * wants the text, because a Go plugin's prints would otherwise block after about 68 KB.
 */
export class StdioReader {
  readonly #sinks: StdioSinks;
  readonly #logger: Logger;
  readonly #stream: ClientReadableStream<StdioData>;
  readonly #ended: Promise<void>;
  #received = 0;

  constructor(connection: GrpcConnection, sinks: StdioSinks, logger: Logger) {
    this.#sinks = sinks;
    this.#logger = logger;

    this.#stream = connection.client(GRPCStdioClient).streamStdio(new emptyPb.Empty());
    this.#stream.on('data', (data: StdioData) => this.#forward(data));
    this.#ended = new Promise((resolve) => {
      this.#stream.on('error', (error: ServiceError) => {
        this.#report(error);
        resolve();
      });
      this.#stream.on('end', resolve);
    });
  }

  /**
   * Waits until the text that the plugin has printed so far has probably arrived. go-plugin's host does not wait, and
   * loses a plugin's last output. Does not wait if nobody wants the text.
   * @param limitMs the longest wait in milliseconds, at most 1,000
   */
  async drain(limitMs: number): Promise<void> {
    if (this.#sinks.stdout === undefined && this.#sinks.stderr === undefined) return;
    const deadline = Date.now() + Math.min(limitMs, longestDrainMs);
    let before: number;
    do {
      before = this.#received;
      if (await settlesWithin(this.#ended, Math.min(limitMs, quietMs))) return;
    } while (this.#received !== before && Date.now() < deadline);
  }

  close(): void {
    this.#stream.cancel();
  }

  #forward(data: StdioData): void {
    this.#received++;
    const sink = this.#sinkOf(data.getChannel());
    if (sink === undefined || sink.destroyed || sink.writableEnded) return;
    if (sink.write(data.getData_asU8())) return;
    // If the sink is slow, the plugin waits, so that the host does not buffer without limit.
    this.#stream.pause();
    onceDrained(sink, () => this.#stream.resume());
  }

  #sinkOf(channel: StdioData.Channel): Writable | undefined {
    switch (channel) {
      case StdioData.Channel.STDOUT:
        return this.#sinks.stdout;
      case StdioData.Channel.STDERR:
        return this.#sinks.stderr;
      default:
        this.#logger.log('warn', 'unknown channel, dropping', { channel });
        return undefined;
    }
  }

  #report({ code, details }: ServiceError): void {
    if (code === status.UNIMPLEMENTED) this.#logger.log('debug', 'the plugin does not stream its output');
    else if (code === status.CANCELLED || code === status.UNAVAILABLE) {
      this.#logger.log('debug', 'the stream of output has ended', { details });
    } else this.#logger.log('error', 'receiving output failed', { code, details });
  }
}
