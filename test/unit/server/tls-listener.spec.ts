import { once } from 'node:events';
import { connect, type ConnectionOptions } from 'node:tls';
import type { Duplex } from 'node:stream';
import { expect } from 'chai';
import { createCertificate } from '../../../src/go_plugin/certificate/certificate.js';
import { tlsClientOptions, tlsServerOptions } from '../../../src/go_plugin/certificate/tls-settings.js';
import { tlsListener } from '../../../src/go_plugin/server/tls-listener.js';
import { InMemoryLink } from '../../support/in-memory-link.js';

const host = createCertificate();
const plugin = createCertificate();
const stranger = createCertificate();

describe('tlsListener', () => {
  let link: InMemoryLink;
  let accepted: Duplex[];
  let verdict: Promise<string>;

  beforeEach(() => {
    link = new InMemoryLink();
    accepted = [];
    verdict = new Promise((resolve) => {
      const options = tlsServerOptions({ own: plugin, peerCertificatePem: host.certificatePem });
      tlsListener(link, options, (reason) => resolve(`refused: ${reason}`)).onConnection((stream) => {
        accepted.push(stream);
        resolve('accepted');
      });
    });
  });

  /** What the listener makes of a client with these settings. */
  async function attempt(options: ConnectionOptions): Promise<string> {
    const socket = await link.dial(new AbortController().signal);
    const client = connect({ ...options, socket });
    client.on('error', () => undefined);
    const answer = await verdict;
    client.destroy();
    for (const stream of accepted) stream.destroy();
    return answer;
  }

  const good = tlsClientOptions({ own: host, peerCertificatePem: plugin.certificatePem });
  const without = (...keys: readonly (keyof ConnectionOptions)[]): ConnectionOptions =>
    Object.fromEntries(Object.entries(good).filter(([key]) => !keys.includes(key as keyof ConnectionOptions)));

  it('accepts the host', async () => {
    expect(await attempt(good)).to.equal('accepted');
  });

  it('refuses a client without a certificate [T03]', async () => {
    expect(await attempt(without('cert', 'key'))).to.match(/^refused: .*peer did not return a certificate/i);
  });

  it('refuses a client with another certificate of the same name [T03]', async () => {
    const { certificatePem: cert, privateKeyPem: key } = stranger;
    expect(await attempt({ ...good, cert, key })).to.match(/^refused: client certificate: /);
  });

  it('refuses TLS below 1.2 [T06]', async () => {
    const old = { minVersion: 'TLSv1', maxVersion: 'TLSv1.1', ciphers: 'ALL:@SECLEVEL=0' } as const;
    expect(await attempt({ ...good, ...old })).to.match(/^refused: .*(version|protocol)/i);
  });

  it('refuses a client that does not offer ALPN h2 [T06]', async () => {
    expect(await attempt(without('ALPNProtocols'))).to.equal('refused: the client did not offer ALPN h2');
  });

  it('refuses what is no TLS', async () => {
    const socket = await link.dial(new AbortController().signal);
    socket.on('error', () => undefined);
    socket.resume();
    const closed = once(socket, 'close');
    socket.write('PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n');
    expect(await verdict).to.match(/^refused: /);
    await closed;
  });
});
