import { duplexPair } from 'node:stream';
import { once } from 'node:events';
import { TLSSocket, connect, createSecureContext } from 'node:tls';
import { expect } from 'chai';
import { createCertificate, type Certificate } from '../../../src/go_plugin/certificate/certificate.js';
import {
  curveAnswering,
  parseHostCertificate,
  tlsClientOptions,
  tlsServerOptions,
} from '../../../src/go_plugin/certificate/tls-settings.js';
import { GoPluginError } from '../../../src/go_plugin/errors.js';
import { rsaCertificatePem } from '../../support/certificates.js';

const host = createCertificate();
const plugin = createCertificate();

/** Runs a TLS handshake in memory; the plugin side's verdict decides. */
async function handshake(client: Certificate, server: Certificate): Promise<{ alpn: unknown; peer: boolean }> {
  const [left, right] = duplexPair();
  const options = tlsServerOptions({ own: server, peerCertificatePem: host.certificatePem });
  const secureContext = createSecureContext(options);
  const accepted = new TLSSocket(right, { ...options, secureContext, isServer: true });
  const dialled = connect({
    ...tlsClientOptions({ own: client, peerCertificatePem: plugin.certificatePem }),
    socket: left,
  });
  dialled.on('error', () => accepted.destroy());
  try {
    await Promise.race([
      once(accepted, 'secure'),
      once(accepted, 'close').then(() => Promise.reject(new Error('closed'))),
    ]);
    return { alpn: accepted.alpnProtocol, peer: accepted.authorized };
  } finally {
    dialled.destroy();
    accepted.destroy();
  }
}

describe('TLS settings', () => {
  it('let host and plugin authenticate each other, speaking h2', async () => {
    const { alpn } = await handshake(host, plugin);
    expect(alpn).to.equal('h2');
  });

  it('pin one certificate, demand the peer’s and refuse TLS below 1.2', () => {
    const options = tlsServerOptions({ own: plugin, peerCertificatePem: host.certificatePem });
    expect(options).to.include({ requestCert: true, rejectUnauthorized: true, minVersion: 'TLSv1.2' });
    expect(options.ca).to.deep.equal([host.certificatePem]);
    expect(tlsClientOptions({ own: host, peerCertificatePem: plugin.certificatePem })).to.include({
      servername: 'localhost',
      rejectUnauthorized: true,
    });
  });

  it('make the host refuse a plugin with another certificate', async () => {
    const failure = await handshake(host, createCertificate()).catch((error: unknown) => error);
    expect(failure).to.be.instanceOf(Error);
  });
});

describe('parseHostCertificate', () => {
  it('reads the PEM block of PLUGIN_CLIENT_CERT', () => {
    expect(parseHostCertificate(host.certificatePem)).to.equal(host.certificatePem);
  });

  for (const text of ['no certificate', '-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n']) {
    it(`refuses ${JSON.stringify(text.slice(0, 20))} without quoting it`, () => {
      expect(() => parseHostCertificate(text))
        .to.throw(GoPluginError)
        .that.satisfies(
          (error: Error) => !error.message.includes('AAAA') && error.message.includes('PLUGIN_CLIENT_CERT'),
        );
    });
  }
});

describe('the curve of the answer to a certificate', () => {
  for (const curve of ['P-256', 'P-384', 'P-521'] as const) {
    it(`is ${curve} for a host with ${curve} [T04]`, () => {
      expect(curveAnswering(createCertificate({ curve }).certificatePem)).to.equal(curve);
    });
  }

  it('is go-plugin’s P-521 for a host with another kind of key [T04]', () => {
    expect(curveAnswering(rsaCertificatePem)).to.equal('P-521');
  });
});
