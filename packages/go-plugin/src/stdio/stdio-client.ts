import type { Writable } from 'node:stream';
import { status, type ClientReadableStream, type ServiceError } from '@grpc/grpc-js';
import emptyPb from 'google-protobuf/google/protobuf/empty_pb.js';
import { GRPCStdioClient } from '../generated/go_plugin/stdio_grpc_pb.cjs';
import { StdioData } from '../generated/go_plugin/stdio_pb.cjs';
import { onceDrained, settlesWithin } from 'plugin-async';
import type { Logger } from '../logger.js';
import type { GrpcConnection } from '../plugin-set.js';

/** Where the text goes that a plugin prints while it serves. What has no sink is read and dropped. */
export interface StdioSinks {
  readonly stdout: Writable | undefined;
  readonly stderr: Writable | undefined;
}

/** Text counts as all read when nothing has come for so long, which a plugin under load may be at its next piece, or at the latest after the second. */
const quietMs = 50;
const longestDrainMs = 1_000;

/**
 * The host half of GRPCStdio: reads what the plugin prints for as long as the connection lives. It must be read even if nobody wants
 * it, or a Go plugin's prints would block after some 68 KB.
 */
export class StdioReader {
  readonly #stream: ClientReadableStream<StdioData>;
  readonly #ended: Promise<void>;
  #received = 0;

  constructor(
    connection: GrpcConnection,
    private readonly sinks: StdioSinks,
    private readonly logger: Logger,
  ) {
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
   * Waits until what the plugin has printed so far has arrived, as far as one can know: go-plugin's host closes the stream
   * without, and the last words of a plugin are lost. No wait if nobody wants the text.
   * @param limitMs milliseconds that it may take; never more than a second
   */
  async drain(limitMs: number): Promise<void> {
    if (this.sinks.stdout === undefined && this.sinks.stderr === undefined) return;
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
    // A slow sink makes the plugin wait rather than the host grow.
    this.#stream.pause();
    onceDrained(sink, () => this.#stream.resume());
  }

  #sinkOf(channel: StdioData.Channel): Writable | undefined {
    switch (channel) {
      case StdioData.Channel.STDOUT:
        return this.sinks.stdout;
      case StdioData.Channel.STDERR:
        return this.sinks.stderr;
      default:
        this.logger.log('warn', 'unknown channel, dropping', { channel });
        return undefined;
    }
  }

  #report({ code, details }: ServiceError): void {
    if (code === status.UNIMPLEMENTED) this.logger.log('debug', 'the plugin does not stream its output');
    else if (code === status.CANCELLED || code === status.UNAVAILABLE) {
      this.logger.log('debug', 'the stream of output has ended', { details });
    } else this.logger.log('error', 'receiving output failed', { code, details });
  }
}
