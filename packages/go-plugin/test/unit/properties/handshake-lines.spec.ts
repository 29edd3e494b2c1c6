import { expect } from 'chai';
import { decodeServerCertificate } from '../../../src/handshake/server-certificate.js';
import { parseHandshakeLine, type HandshakeVerdict } from '../../../src/handshake/handshake-line.js';
import { handshakeCases, hostVersions, type HandshakeCase } from '../../support/handshake-lines.js';
import { expectedVerdict, isAmbiguous } from '../../support/handshake-oracle.js';
import { checkProperty } from '../../support/property.js';

const bytesOf = (line: string): Buffer => Buffer.from(line, 'latin1');

function judge({ line, tls, multiplex }: HandshakeCase): HandshakeVerdict {
  return parseHandshakeLine(bytesOf(line), {
    versions: hostVersions,
    protocols: ['grpc'],
    tls,
    multiplex,
    pluginToHost: (address) => address,
  });
}

/** Over bytes, where the parser reads text: a field that is no ASCII is no certificate either way. */
const isCertificate = (field: string): boolean => decodeServerCertificate(field).ok;

describe('100,000 handshake lines', () => {
  it('each get the verdict that the rules demand, and nothing is thrown', async function () {
    this.timeout(60_000);
    const verdicts = new Map<string, number>();
    const check = (input: HandshakeCase): void => {
      const verdict = judge(input);
      const got = verdict.accepted ? 'accepted' : verdict.rejection.code;
      verdicts.set(got, (verdicts.get(got) ?? 0) + 1);
      if (isAmbiguous(input)) return;
      const wanted = expectedVerdict(input, isCertificate);
      if (got !== wanted) throw new Error(`${got} instead of ${wanted}`);
    };
    await checkProperty('handshake-lines', handshakeCases, check, 100_000);
    // The lines were worth looking at: every verdict there is was given often.
    const often = [...verdicts].filter(([, count]) => count > 500).map(([verdict]) => verdict);
    expect(often).to.have.members([
      'accepted',
      'HANDSHAKE_INVALID',
      'CORE_VERSION_UNSUPPORTED',
      'VERSION_MISMATCH',
      'NETWORK_UNSUPPORTED',
      'PROTOCOL_UNSUPPORTED',
      'CERTIFICATE_INVALID',
      'MUX_NOT_SUPPORTED',
    ]);
  });

  it('take time in proportion to their length', () => {
    const hostile = [' '.repeat(65_000), '|'.repeat(65_000), `${'\u0085'.repeat(20_000)}x${'\u0085'.repeat(20_000)}`];
    hostile.push(`1|1|tcp|${'['.repeat(30_000)}:1|grpc`, `${'1'.repeat(64_000)}|1|unix|/x|grpc`);
    hostile.push(`1|1|unix|/x|grpc|${'A'.repeat(64_000)}`, `${' '.repeat(32_000)}x${' '.repeat(32_000)}x`);
    for (const text of hostile) {
      const before = process.cpuUsage();
      judge({ line: Buffer.from(text).toString('latin1'), tls: true, multiplex: true });
      // Of this process alone: how long others had the processor meanwhile says nothing.
      expect(process.cpuUsage(before).user, text.slice(0, 10)).to.be.lessThan(250_000);
    }
  });
});
