import { once } from 'node:events';
import type { Duplex } from 'node:stream';
import { expect } from 'chai';
import { createCertificate } from '../../../src/certificate/certificate.js';
import { tlsClientOptions, tlsServerOptions } from '../../../src/certificate/tls-settings.js';
import { tlsDialer } from '../../../src/net/dial.js';
import type { StreamListener } from '../../../src/net/dialer.js';
import { tlsListener } from '../../../src/net/tls-listener.js';
import { sessionPair } from '../../support/yamux-wire.js';

const host = createCertificate();
const plugin = createCertificate();

describe('TLS in a yamux stream', () => {
  const { client, server } = sessionPair();
  after(async () => {
    await client.close();
    await server.close();
  });

  /** Both ends of a TLS connection in a stream of its own. */
  async function connection(): Promise<readonly [dialled: Duplex, accepted: Duplex]> {
    const streams: StreamListener = {
      network: 'yamux',
      address: 'test',
      onConnection: (handler) => server.onStream(handler),
      close: () => Promise.resolve(),
    };
    const secured = tlsListener(
      streams,
      tlsServerOptions({ own: plugin, peerCertificatePem: host.certificatePem }),
      (reason) => expect.fail(reason),
    );
    const accepted = new Promise<Duplex>((resolve) => secured.onConnection(resolve));
    const settings = tlsClientOptions({ own: host, peerCertificatePem: plugin.certificatePem });
    const dial = tlsDialer(() => Promise.resolve(client.open()), settings);
    return [await dial(new AbortController().signal), await accepted];
  }

  it('ends for the dialling side when the other side ends, although the stream could stay half open [M02]', async () => {
    const [dialled, accepted] = await connection();
    accepted.end();
    await once(dialled.resume(), 'close');
    accepted.destroy();
  });

  it('ends for the accepting side too [M04]', async () => {
    const [dialled, accepted] = await connection();
    dialled.end();
    await once(accepted.resume(), 'close');
    dialled.destroy();
  });
});
