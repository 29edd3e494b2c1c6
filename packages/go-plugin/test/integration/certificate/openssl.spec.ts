import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import { createCertificate } from '../../../src/certificate/certificate.js';

const openssl = (...args: readonly string[]) => spawnSync('openssl', args, { encoding: 'utf8' });

describe('createCertificate as OpenSSL reads it', () => {
  let directory = '';
  let file = '';

  before(function () {
    if (openssl('version').status !== 0) {
      process.stderr.write('skipped: no openssl on this machine\n');
      this.skip();
    }
    directory = mkdtempSync(join(tmpdir(), 'certificate-'));
    file = join(directory, 'cert.pem');
    writeFileSync(file, createCertificate().certificatePem);
  });

  after(() => {
    if (directory !== '') rmSync(directory, { recursive: true });
  });

  it('has every field of go-plugin’s profile [T04]', () => {
    const text = openssl('x509', '-in', file, '-noout', '-text').stdout;
    expect(text).to.include('Version: 3 (0x2)');
    expect(text).to.not.match(/Serial Number:[^:]*-|\(Negative\)/);
    expect(text).to.match(/Signature Algorithm: ecdsa-with-SHA512/);
    expect(text).to.match(/Subject: O ?= ?HashiCorp, CN ?= ?localhost/);
    expect(text).to.match(/ASN1 OID: secp521r1/);
    expect(text).to.match(
      /Key Usage: critical\s+Digital Signature, Key Encipherment, Key Agreement, Certificate Sign\s/,
    );
    expect(text).to.match(/Extended Key Usage:\s+TLS Web Client Authentication, TLS Web Server Authentication\s/);
    expect(text).to.match(/Basic Constraints: critical\s+CA:TRUE/);
    expect(text).to.match(/Subject Key Identifier:\s+([0-9A-F]{2}:){19}/);
    expect(text).to.match(/Subject Alternative Name:\s+DNS:localhost\s/);
    expect(text).to.not.include('Authority Key Identifier');
  });

  it('passes strict verification against itself as its only root', () => {
    const verified = openssl('verify', '-x509_strict', '-purpose', 'sslclient', '-CAfile', file, file);
    expect(verified.stdout + verified.stderr).to.include(': OK');
  });

  it('expires at a GeneralizedTime', () => {
    expect(openssl('asn1parse', '-in', file).stdout).to.match(/UTCTIME[^]*GENERALIZEDTIME/i);
  });
});
