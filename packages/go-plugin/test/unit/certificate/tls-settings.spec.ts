import { duplexPair } from 'node:stream';
import { once } from 'node:events';
import { connect, createServer } from 'node:tls';
import { expect } from 'chai';
import { createCertificate } from '../../../src/certificate/certificate.js';
import {
  curveAnswering,
  parseHostCertificate,
  tlsClientOptions,
  tlsServerOptions,
} from '../../../src/certificate/tls-settings.js';
import { GoPluginError } from '../../../src/errors/go-plugin-error.js';
import { rsaCertificatePem } from '../../support/certificates.js';

const host = createCertificate();
const plugin = createCertificate();

describe('TLS settings', () => {
  const ofPlugin = { own: plugin, peerCertificatePem: host.certificatePem };
  const ofHost = { own: host, peerCertificatePem: plugin.certificatePem };

  it('pin one certificate, demand the peer’s, and refuse TLS below 1.2', () => {
    expect(tlsServerOptions(ofPlugin)).to.include({
      pinnedCertificatePem: host.certificatePem,
      requestCert: true,
      rejectUnauthorized: true,
      minVersion: 'TLSv1.2',
    });
    expect(tlsClientOptions(ofHost)).to.include({
      pinnedCertificatePem: plugin.certificatePem,
      servername: 'localhost',
      rejectUnauthorized: true,
    });
  });

  it('trust nobody in code that does not know about pins', async () => {
    const [left, right] = duplexPair();
    const server = createServer(tlsServerOptions(ofPlugin));
    const refused = once(server, 'tlsClientError');
    server.emit('connection', right);
    const client = connect({ ...tlsClientOptions(ofHost), rejectUnauthorized: false, socket: left });
    client.on('error', () => undefined);
    await refused;
    client.destroy();
    right.destroy();
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
