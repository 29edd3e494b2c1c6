import { once } from 'node:events';
import { connect, type ConnectionOptions } from 'node:tls';
import type { Duplex } from 'node:stream';
import { expect } from 'chai';
import { createCertificate, type Certificate } from '../../../src/certificate/certificate.js';
import { tlsClientOptions, tlsServerOptions } from '../../../src/certificate/tls-settings.js';
import { tlsDialer } from '../../../src/net/dial.js';
import { tlsListener } from '../../../src/net/tls-listener.js';
import { GoPluginError } from '../../../src/errors/go-plugin-error.js';
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

  /** What the listener makes of a client with these settings, which for its part takes any server. */
  async function attempt(options: ConnectionOptions): Promise<string> {
    const socket = await link.dial(new AbortController().signal);
    const client = connect({ ...options, rejectUnauthorized: false, socket });
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
    expect(await attempt(without('cert', 'key'))).to.match(/^refused: client certificate: the peer did not present/);
  });

  it('refuses a client with another certificate of the same name [T03]', async () => {
    const { certificatePem: cert, privateKeyPem: key } = stranger;
    expect(await attempt({ ...good, cert, key })).to.match(/^refused: client certificate: the peer has another/);
  });

  it('refuses TLS below 1.2 [T06]', async () => {
    const old = { minVersion: 'TLSv1', maxVersion: 'TLSv1.1', ciphers: 'ALL:@SECLEVEL=0' } as const;
    expect(await attempt({ ...good, ...old })).to.match(/^refused: .*(version|protocol)/i);
  });

  it('refuses a client that does not offer ALPN h2 [T06]', async () => {
    expect(await attempt(without('ALPNProtocols'))).to.equal('refused: the client did not offer ALPN h2');
  });

  for (const [what, made] of [
    ['has expired', new Date('1990-01-01')],
    ['is not yet valid', new Date('2190-01-01')],
  ] as const) {
    it(`refuses the right certificate when it ${what}`, async () => {
      const own = createCertificate({ now: made });
      const options = tlsServerOptions({ own: plugin, peerCertificatePem: own.certificatePem });
      const other = new InMemoryLink();
      const refused = new Promise<string>((resolve) => {
        tlsListener(other, options, resolve).onConnection(() => resolve('accepted'));
      });
      const { certificatePem: cert, privateKeyPem: key } = own;
      const socket = await other.dial(new AbortController().signal);
      const client = connect({ ...good, cert, key, rejectUnauthorized: false, socket });
      client.on('error', () => undefined);
      expect(await refused).to.include(what);
      client.destroy();
    });
  }

  it('lets Node verify the peer if the settings are the user’s own [T07]', async () => {
    const other = new InMemoryLink();
    const verdicts: string[] = [];
    const judged = (): Promise<void> =>
      new Promise((resolve) => {
        tlsListener(
          other,
          {
            cert: plugin.certificatePem,
            key: plugin.privateKeyPem,
            ca: [host.certificatePem],
            requestCert: true,
            rejectUnauthorized: true,
          },
          (reason) => {
            verdicts.push(reason);
            resolve();
          },
        ).onConnection((stream) => {
          verdicts.push('accepted');
          stream.destroy();
          resolve();
        });
      });
    for (const own of [host, stranger]) {
      const done = judged();
      const dial = tlsDialer(other.dial, {
        ca: [plugin.certificatePem],
        cert: own.certificatePem,
        key: own.privateKeyPem,
      });
      const dialled = dial(new AbortController().signal).catch(() => undefined);
      await done;
      (await dialled)?.on('error', () => undefined).destroy();
    }
    expect(verdicts[0]).to.equal('accepted');
    expect(verdicts[1]).to.match(/^client certificate: [A-Z_]+$/);
  });

  it('ends running TLS handshakes when it is closed, and no stream that was passed on', async () => {
    const other = new InMemoryLink();
    const reasons: string[] = [];
    const options = tlsServerOptions({ own: plugin, peerCertificatePem: host.certificatePem });
    const listener = tlsListener(other, options, (reason) => reasons.push(reason));
    const handedOver = new Promise<Duplex>((resolve) => listener.onConnection(resolve));
    const dial = tlsDialer(other.dial, tlsClientOptions({ own: host, peerCertificatePem: plugin.certificatePem }));
    const client = await dial(new AbortController().signal);
    const served = await handedOver;
    const silent = await other.dial(new AbortController().signal);
    const closed = once(silent, 'close');
    await listener.close();
    await closed;
    served.write('still there');
    expect(String((await once(client, 'data'))[0])).to.equal('still there');
    expect(reasons).to.deep.equal([]);
    client.destroy();
    served.destroy();
  });

  it('rejects unusable settings with its own error', () => {
    expect(() => tlsListener(new InMemoryLink(), { cert: 'none' }, () => undefined))
      .to.throw(GoPluginError, /TLS settings cannot be used/)
      .with.property('code', 'CONFIG_INVALID');
  });

  it('rejects a connection without TLS', async () => {
    const socket = await link.dial(new AbortController().signal);
    socket.on('error', () => undefined);
    socket.resume();
    const closed = once(socket, 'close');
    socket.write('PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n');
    expect(await verdict).to.match(/^refused: /);
    await closed;
  });
});

describe('tlsDialer', () => {
  /** Dials a server that shows `shown`, expecting `pinned`. */
  async function dial(shown: Certificate, pinned: Certificate): Promise<unknown> {
    const link = new InMemoryLink();
    const options = tlsServerOptions({ own: shown, peerCertificatePem: host.certificatePem });
    const streams: Duplex[] = [];
    tlsListener(link, options, () => undefined).onConnection((stream) => streams.push(stream));
    const client = tlsClientOptions({ own: host, peerCertificatePem: pinned.certificatePem });
    try {
      const stream = await tlsDialer(link.dial, client)(new AbortController().signal);
      stream.destroy();
      return undefined;
    } catch (error) {
      return error;
    } finally {
      for (const stream of streams) stream.destroy();
    }
  }

  it('accepts the plugin’s certificate', async () => {
    expect(await dial(plugin, plugin)).to.equal(undefined);
  });

  it('refuses any other, whatever its name [T03]', async () => {
    expect(await dial(stranger, plugin))
      .to.be.instanceOf(GoPluginError)
      .with.property('code', 'CONNECT_FAILED');
  });

  it('refuses the right one when it has expired', async () => {
    const expired = createCertificate({ now: new Date('1990-01-01') });
    expect(await dial(expired, expired))
      .to.be.instanceOf(GoPluginError)
      .with.property('message')
      .that.includes('expired');
  });
});
