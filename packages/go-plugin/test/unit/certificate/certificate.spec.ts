import { X509Certificate, createPrivateKey } from 'node:crypto';
import { expect } from 'chai';
import { assertTlsRuntime, createCertificate } from '../../../src/certificate/certificate.js';
import { GoPluginError } from '../../../src/errors/go-plugin-error.js';

describe('createCertificate', () => {
  const now = new Date('2026-03-01T12:00:00Z');

  it('follows go-plugin’s AutoMTLS profile [T04]', () => {
    const made = createCertificate({ now });
    const parsed = new X509Certificate(made.certificatePem);
    expect(parsed.subject).to.equal('O=HashiCorp\nCN=localhost');
    expect(parsed.issuer).to.equal(parsed.subject);
    expect(parsed.subjectAltName).to.equal('DNS:localhost');
    expect(parsed.ca).to.equal(true);
    expect(new Date(parsed.validFrom).toISOString()).to.equal('2026-03-01T11:59:30.000Z');
    expect(new Date(parsed.validTo).getTime()).to.equal(now.getTime() + 262_980 * 3_600_000);
    expect(parsed.publicKey.asymmetricKeyDetails?.namedCurve).to.equal('secp521r1');
    expect(parsed.verify(parsed.publicKey)).to.equal(true);
  });

  it('gives the same certificate as DER and as PEM, with its SEC1 key', () => {
    const made = createCertificate();
    const parsed = new X509Certificate(made.certificatePem);
    expect(parsed.raw.equals(made.certificateDer)).to.equal(true);
    expect(parsed.checkPrivateKey(createPrivateKey(made.privateKeyPem))).to.equal(true);
    expect(made.privateKeyPem).to.match(/^-----BEGIN EC PRIVATE KEY-----\n/);
    expect(made.certificatePem).to.match(/^-----BEGIN CERTIFICATE-----\n[^]*\n-----END CERTIFICATE-----\n$/);
  });

  for (const [curve, name] of [
    ['P-256', 'prime256v1'],
    ['P-384', 'secp384r1'],
  ] as const) {
    it(`makes one on ${curve} when asked to`, () => {
      const parsed = new X509Certificate(createCertificate({ curve }).certificateDer);
      expect(parsed.publicKey.asymmetricKeyDetails?.namedCurve).to.equal(name);
      expect(parsed.verify(parsed.publicKey)).to.equal(true);
    });
  }

  it('numbers certificates with distinct positive serials of at most 128 bits', () => {
    const serials = Array.from(
      { length: 20 },
      () => new X509Certificate(createCertificate({ curve: 'P-256' }).certificateDer),
    );
    const numbers = new Set(serials.map((certificate) => certificate.serialNumber));
    expect(numbers.size).to.equal(20);
    for (const number of numbers) expect(number).to.match(/^[0-9A-F]{1,32}$/);
  });
});

describe('assertTlsRuntime', () => {
  it('accepts Node.js with OpenSSL', () => {
    expect(() => {
      assertTlsRuntime({ node: '20.20.2', openssl: '3.0.19' });
    }).not.to.throw();
  });

  for (const [name, versions] of [
    ['Bun', { bun: '1.3.0', boringssl: 'x', node: '22.0.0' }],
    ['Electron', { electron: '40.0.0', node: '22.0.0' }],
  ] as const) {
    it(`names ${name} as the reason why AutoMTLS cannot work`, () => {
      expect(() => {
        assertTlsRuntime(versions);
      })
        .to.throw(GoPluginError, name)
        .with.property('code', 'CONFIG_INVALID');
    });
  }
});
