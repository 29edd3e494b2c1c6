import { expect } from 'chai';
import {
  formatHandshakeLine,
  parseHandshakeLine,
  type Handshake,
  type HandshakeExpectations,
  type HandshakeRejection,
} from '../../../src/handshake/handshake-line.js';
import { strangersCertificateDer } from '../../support/certificates.js';

const host: HandshakeExpectations = {
  versions: [1, 2],
  protocols: ['grpc'],
  tls: true,
  multiplex: false,
  pluginToHost: (address) => address,
};
const certificate = strangersCertificateDer.toString('base64').replace(/=+$/, '');

function accepted(line: Uint8Array | string, expected: Partial<HandshakeExpectations> = {}): Handshake {
  const verdict = parseHandshakeLine(line, { ...host, ...expected });
  if (!verdict.accepted) throw new Error(`refused: ${JSON.stringify(verdict.rejection)}`);
  return verdict.handshake;
}

function refused(line: Uint8Array | string, expected: Partial<HandshakeExpectations> = {}): HandshakeRejection {
  const verdict = parseHandshakeLine(line, { ...host, ...expected });
  if (verdict.accepted) throw new Error('accepted');
  return verdict.rejection;
}

describe('parseHandshakeLine', () => {
  it('reads version, address and protocol', () => {
    expect(accepted('1|2|unix|/tmp/plugin1|grpc|')).to.deep.equal({
      version: 2,
      address: { network: 'unix', address: '/tmp/plugin1' },
      protocol: 'grpc',
      certificateDer: undefined,
    });
  });

  it('reads bytes, and reports a byte order mark as a fault', () => {
    expect(accepted(Buffer.from('1|1|unix|/tmp/ä|grpc|\r\n')).address.address).to.equal('/tmp/ä');
    expect(refused(Buffer.from('\ufeff1|1|unix|/x|grpc|')).code).to.equal('HANDSHAKE_INVALID');
  });

  it('tolerates blanks around the line, a carriage return, signs, leading zeros and more than seven parts [H04]', () => {
    expect(accepted(' \t+1|01|unix|/x|grpc||true|more|and more \r').version).to.equal(1);
  });

  it('treats a line of four parts as net/rpc, and rejects it by name [H03]', () => {
    const rejection = refused('1|1|unix|/x');
    expect(rejection).to.deep.equal({ code: 'PROTOCOL_UNSUPPORTED', protocol: 'netrpc', supported: ['grpc'] });
  });

  it('says what a line without separators looks like [H05]', () => {
    const rejection = refused('Welcome to my plugin!');
    expect(rejection)
      .to.have.property('problem')
      .that.matches(/banner/);
    expect(refused('')).to.have.property('problem').that.matches(/empty/);
    expect(refused('1|1|unix'))
      .to.have.property('problem')
      .that.matches(/3 parts/);
  });

  it('distinguishes a core version that is not a number from one that is not 1 [H07]', () => {
    for (const core of ['x', ''])
      expect(refused(`${core}|1|unix|/x|grpc|`)).to.deep.equal({
        code: 'HANDSHAKE_INVALID',
        problem: 'the core protocol version is not a number',
      });
    expect(refused('2|1|unix|/x|grpc|')).to.deep.equal({ code: 'CORE_VERSION_UNSUPPORTED', version: 2 });
  });

  it('names both sides of a version mismatch [H08]', () => {
    expect(refused('1|99|unix|/x|grpc|')).to.deep.equal({
      code: 'VERSION_MISMATCH',
      pluginVersion: 99,
      hostVersions: [1, 2],
    });
    for (const version of ['one', ''])
      expect(refused(`1|${version}|unix|/x|grpc|`)).to.deep.equal({
        code: 'HANDSHAKE_INVALID',
        problem: `the protocol version "${version}" is not a number`,
      });
  });

  it('refuses unknown networks and protocols with different codes [H09]', () => {
    expect(refused('1|1|npipe|/x|grpc|')).to.deep.equal({ code: 'NETWORK_UNSUPPORTED', network: 'npipe' });
    expect(refused('1|1|unix|/x|thrift|')).to.have.property('code', 'PROTOCOL_UNSUPPORTED');
    expect(refused('1|1|unix|/x||')).to.have.property('protocol', '');
  });

  it('reports the first fault in the order of go-plugin', () => {
    const codes = [
      '1',
      '2|x|npipe|/x|thrift|',
      '1|9|npipe|/x|thrift|',
      '1|1|npipe|/x|thrift|',
      `1|1|unix|/x|thrift|${'!'.repeat(51)}`,
      `1|1|unix|/x|grpc|${'!'.repeat(51)}|maybe`,
      '1|1|unix|/x|grpc||maybe',
    ].map((line) => refused(line, { multiplex: true }).code);
    expect(codes).to.deep.equal([
      'HANDSHAKE_INVALID',
      'CORE_VERSION_UNSUPPORTED',
      'VERSION_MISMATCH',
      'NETWORK_UNSUPPORTED',
      'PROTOCOL_UNSUPPORTED',
      'CERTIFICATE_INVALID',
      'MUX_NOT_SUPPORTED',
    ]);
  });

  it('translates the address before it checks the network', () => {
    const pluginToHost = () => ({ network: 'tcp', address: ':1234' });
    expect(accepted('1|1|container|x|grpc|', { pluginToHost }).address).to.deep.equal(pluginToHost());
  });

  it('rejects an invalid tcp address', () => {
    expect(refused('1|1|tcp|localhost|grpc|')).to.deep.equal({
      code: 'HANDSHAKE_INVALID',
      problem: 'the tcp address "localhost" is not host:port',
    });
    expect(refused('1|1|tcp|127.0.0.1:70000|grpc|').code).to.equal('HANDSHAKE_INVALID');
  });

  describe('the certificate field', () => {
    const line = (field: string) => `1|1|unix|/x|grpc|${field}`;

    it('gives the DER bytes', () => {
      expect(accepted(line(certificate)).certificateDer).to.deep.equal(strangersCertificateDer);
    });

    it('is ignored up to 50 characters', () => {
      expect(accepted(line('!'.repeat(50))).certificateDer).to.equal(undefined);
    });

    const faulty: readonly (readonly [string, string, RegExp])[] = [
      ['of a length that base64 does not have', 'A'.repeat(97), /standard base64/],
      ['padded', strangersCertificateDer.toString('base64'), /padded/],
      ['of the URL alphabet', certificate.replace(/[+/]/g, '_'), /standard base64/],
      ['with a character that Node would skip', `${certificate.slice(0, 60)}*${certificate.slice(61)}`, /standard/],
      ['PEM in base64', Buffer.from(`-----BEGIN CERTIFICATE-----\n${certificate}`).toString('base64url'), /not DER/],
      ['of a cut certificate', certificate.slice(0, 100), /not a DER/],
      [
        'with bytes behind the certificate',
        Buffer.concat([strangersCertificateDer, Buffer.alloc(6)])
          .toString('base64')
          .replace(/=+$/, ''),
        /follow/,
      ],
    ];
    for (const [title, field, problem] of faulty) {
      it(`is refused when ${title}`, () => {
        const rejection = refused(line(field));
        expect(rejection.code).to.equal('CERTIFICATE_INVALID');
        expect(rejection).to.have.property('problem').that.matches(problem);
      });
    }

    it('is an error, not a crash, if the host does not use TLS [T08]', () => {
      expect(refused(line(certificate), { tls: false })).to.deep.equal({
        code: 'CERTIFICATE_INVALID',
        problem: 'this host did not ask for TLS',
      });
    });
  });

  describe('the multiplexing field [M05]', () => {
    it('counts only when the host asks for multiplexing', () => {
      expect(accepted('1|1|unix|/x|grpc||junk').version).to.equal(1);
      expect(accepted('1|1|unix|/x|grpc||T', { multiplex: true }).version).to.equal(1);
    });

    it('may be missing, false or not a boolean', () => {
      for (const [line, problem] of [
        ['1|1|unix|/x|grpc|', 'its handshake line does not mention it'],
        ['1|1|unix|/x|grpc||false', 'its handshake line denies it'],
        ['1|1|unix|/x|grpc||junk', '"junk" is not a boolean'],
      ] as const)
        expect(refused(line, { multiplex: true })).to.deep.equal({ code: 'MUX_NOT_SUPPORTED', problem });
    });

    it('counts for gRPC alone', () => {
      const expected = { multiplex: true, protocols: ['grpc', 'other'] };
      expect(accepted('1|1|unix|/x|other|', expected).protocol).to.equal('other');
    });
  });
});

describe('formatHandshakeLine', () => {
  it('always writes the separator before the certificate and ends in a line feed [P02]', () => {
    expect(formatHandshakeLine({ version: 3, network: 'unix', address: '/tmp/p' })).to.equal('1|3|unix|/tmp/p|grpc|\n');
  });

  it('writes the certificate in unpadded base64 and reads it back [T05]', () => {
    const line = formatHandshakeLine({
      version: 1,
      network: 'tcp',
      address: '127.0.0.1:10000',
      certificateDer: strangersCertificateDer,
    });
    expect(line.split('|')[5]).to.match(/^[A-Za-z0-9+/]+\n$/);
    expect(accepted(line).certificateDer).to.deep.equal(strangersCertificateDer);
  });

  it('writes the seventh field only when told to [P03]', () => {
    const announcement = { version: 1, network: 'unix', address: '/p', announceMultiplex: true };
    expect(formatHandshakeLine(announcement)).to.equal('1|1|unix|/p|grpc||true\n');
  });
});
