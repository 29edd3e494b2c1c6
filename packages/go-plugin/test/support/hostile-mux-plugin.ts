import { once } from 'node:events';
import { createServer, type Server } from 'node:net';
import { PassThrough, type Duplex } from 'node:stream';
import type { BrokerMessage, BrokerStream } from '../../src/broker/broker-message.js';
import { registerBrokerService } from '../../src/broker/start-stream.js';
import type { Certificate } from '../../src/certificate/certificate.js';
import type { PinnableConnectionOptions } from '../../src/certificate/pinned-peer.js';
import { tlsClientOptions, tlsServerOptions, type MutualTls } from '../../src/certificate/tls-settings.js';
import type { StreamListener } from '../../src/net/dialer.js';
import type { Runner, RunnerFunction } from '../../src/process/runner.js';
import { GrpcServer } from '../../src/grpc/grpc-server.js';
import { tlsListener } from '../../src/net/tls-listener.js';
import { YamuxSession } from '../../src/yamux/session.js';
import { FakeAttachedRunner } from './fake-attached-runner.js';

/** The main server's listener. It gets the streams that are served correctly. */
class HandedListener implements StreamListener {
  readonly network = 'yamux';
  readonly address = 'main';
  handle: (stream: Duplex) => void = () => undefined;

  onConnection(handler: (stream: Duplex) => void): void {
    this.handle = handler;
  }

  close(): Promise<void> {
    return Promise.resolve();
  }
}

/**
 * A multiplexing plugin inside the test, started by {@link HostilePlugin.runner}. It announces one certificate and
 * speaks yamux. The test decides what happens in each stream.
 */
export class HostilePlugin implements AsyncDisposable {
  /** Handles the next stream of the host. By default, the stream is served correctly. */
  onStream: (stream: Duplex) => void = (stream) => this.#main.handle(stream);
  #mutual: MutualTls | undefined;
  #session: YamuxSession | undefined;
  #brokerOpened: (stream: BrokerStream) => void = () => undefined;
  readonly #broker = new Promise<BrokerStream>((resolve) => (this.#brokerOpened = resolve));
  readonly #messages: BrokerMessage[] = [];
  #wake: () => void = () => undefined;
  readonly #main = new HandedListener();
  readonly #server = new GrpcServer();
  readonly #listener: Server = createServer((raw) => {
    this.#session = new YamuxSession(
      raw.on('error', () => undefined),
      { role: 'server' },
    );
    this.#session.onStream((stream) => this.onStream(stream));
  });

  constructor(
    private readonly path: string,
    private readonly announced: Certificate,
  ) {
    registerBrokerService(this.#server, (stream) => {
      stream.onMessage((message) => {
        this.#messages.push(message);
        this.#wake();
      });
      this.#brokerOpened(stream);
    });
  }

  /** Starts no process; the plugin is in the test. */
  readonly runner: RunnerFunction = async ({ env }) => {
    this.#mutual = { own: this.announced, peerCertificatePem: env['PLUGIN_CLIENT_CERT'] ?? '' };
    this.#server.serve(tlsListener(this.#main, tlsServerOptions(this.#mutual), () => undefined));
    this.#listener.listen(this.path);
    await once(this.#listener, 'listening');
    const certificate = this.announced.certificateDer.toString('base64').replaceAll('=', '');
    const stdout = new PassThrough();
    stdout.end(`1|1|unix|${this.path}|grpc|${certificate}|true\n`);
    const parts = { name: 'hostile', stdout, stderr: new PassThrough().end(), diagnose: () => Promise.resolve([]) };
    return Object.assign(new FakeAttachedRunner('SIGKILL'), parts) satisfies Runner;
  };

  /** The TLS options of the real plugin for dialling the host. */
  clientTls(): PinnableConnectionOptions {
    if (this.#mutual === undefined) throw new Error('no host has started it');
    return tlsClientOptions(this.#mutual);
  }

  /** Sends a message of the broker. */
  async send(message: BrokerMessage): Promise<void> {
    await (await this.#broker).send(message);
  }

  /** The next message of the host's broker. */
  async receive(): Promise<BrokerMessage> {
    for (;;) {
      const message = this.#messages.shift();
      if (message !== undefined) return message;
      await new Promise<void>((resolve) => (this.#wake = resolve));
    }
  }

  /** Opens a stream to the host. */
  open(): Duplex {
    if (this.#session === undefined) throw new Error('no host has connected');
    return this.#session.open();
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#server.stop(0);
    await this.#session?.close();
    await new Promise((resolve) => this.#listener.close(resolve));
  }
}
