import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { isIP } from 'node:net';
import { expect } from 'chai';
import fc from 'fast-check';
import { parseHandshakeLine } from '../../../src/handshake/handshake-line.js';
import { parseTcpAddress } from '../../../src/net/tcp-address.js';
import { strangersCertificateDer } from '../../support/certificates.js';
import { buildPeer } from '../../support/go-plugin-peers.js';
import { requireGo } from '../../support/go.js';
import { handshakeCases, hostVersions, type HandshakeCase } from '../../support/handshake-lines.js';
import { keepInput, keptInputs } from '../../support/property.js';

/** What packages/go-plugin/test/interop/go/cmd/verdicts prints for a line. */
interface GoVerdict {
  readonly class: string;
  readonly version?: number;
  readonly network?: string;
  readonly address?: string;
  readonly error?: string;
}

/** A verdict in few words: what was understood, or which rule was broken. */
type Verdict = string;

const sampleSize = 2_000;
const seedName = 'handshake-verdicts';

function ours({ line, tls, multiplex }: HandshakeCase): Verdict {
  const verdict = parseHandshakeLine(Buffer.from(line, 'latin1'), {
    versions: hostVersions,
    protocols: ['grpc'],
    tls,
    multiplex,
    pluginToHost: (address) => address,
  });
  if (!verdict.accepted) return verdict.rejection.code;
  const { version, address } = verdict.handshake;
  return `accepted ${version} ${address.network} ${comparable(address.network, address.address)}`;
}

const codes: Readonly<Record<string, string>> = {
  'not a handshake': 'HANDSHAKE_INVALID',
  'core version no number': 'HANDSHAKE_INVALID',
  'core version': 'CORE_VERSION_UNSUPPORTED',
  'version no number': 'HANDSHAKE_INVALID',
  version: 'VERSION_MISMATCH',
  network: 'NETWORK_UNSUPPORTED',
  address: 'HANDSHAKE_INVALID',
  protocol: 'PROTOCOL_UNSUPPORTED',
  certificate: 'CERTIFICATE_INVALID',
  multiplex: 'MUX_NOT_SUPPORTED',
};

function theirs(verdict: GoVerdict): Verdict {
  if (verdict.class !== 'accepted') return codes[verdict.class] ?? `${verdict.class}: ${verdict.error ?? ''}`;
  const { version = 0, network = '', address = '' } = verdict;
  return `accepted ${version} ${network} ${comparable(network, address)}`;
}

/** Go prints a tcp address in its own way after it has resolved it; and JSON has no bytes that are no UTF-8. */
function comparable(network: string, address: string): string {
  if (network === 'unix') return address.replaceAll('\ufffd', '?');
  return `port ${parseTcpAddress(address)?.port ?? Number.NaN}`;
}

/**
 * Where the two are meant to differ. Each exception names our verdict and Go's, so that it excuses nothing else.
 */
const exceptions: readonly {
  readonly why: string;
  readonly holds: (input: HandshakeCase, mine: Verdict, go: Verdict) => boolean;
}[] = [
  {
    why: "a certificate that a host without TLS did not ask for: go-plugin's host panics (T08), ours reports it",
    holds: ({ tls }, mine, go) => !tls && mine === 'CERTIFICATE_INVALID' && go.startsWith('panic'),
  },
  {
    why: 'a tcp address without a port in digits (none, empty, a name, signed): Go takes it for port 0 or looks it up, finds what else is wrong with the line, and fails when it dials',
    holds: ({ line }, mine) =>
      mine === 'HANDSHAKE_INVALID' && networkOf(line) === 'tcp' && !/:[0-9]{1,5}$/.test(addressOf(line)),
  },
  {
    why: 'a certificate that OpenSSL reads and Go does not, or the other way round: DER mutations; it fails in the TLS handshake then',
    holds: ({ line }, mine, go) =>
      [mine, go].includes('CERTIFICATE_INVALID') && (line.split('|')[5] ?? '').trim().length > 300,
  },
];

const networkOf = (line: string): string => line.split('|')[2] ?? '';
const addressOf = (line: string): string => line.split('|')[3]?.trimEnd() ?? '';

/** Go resolves a name when it reads the line, we when we dial; which names there are is up to the machine. */
function hasNoName({ line }: HandshakeCase): boolean {
  if (networkOf(line) !== 'tcp') return true;
  const host = addressOf(line)
    .replace(/:[^:]*$/, '')
    .replace(/^\[(.*)\]$/, '$1');
  return host === '' || isIP(host) !== 0;
}

async function askGo(program: string, inputs: readonly HandshakeCase[]): Promise<GoVerdict[]> {
  const child = spawn(program, { stdio: ['pipe', 'pipe', 'inherit'] });
  const questions = inputs.map(({ line, tls, multiplex }) =>
    JSON.stringify({ line: Buffer.from(line, 'latin1').toString('base64'), tls, multiplex }),
  );
  child.stdin.end(`${questions.join('\n')}\n`);
  const [output] = await Promise.all([child.stdout.toArray() as Promise<Buffer[]>, once(child, 'close')]);
  const lines = Buffer.concat(output).toString().trimEnd().split('\n');
  return lines.map((line) => JSON.parse(line) as GoVerdict);
}

const certificateLine = (certificate: string): string => `1|1|unix|/x|grpc|${certificate}`;
const toUrl = (base64: string): string => base64.replaceAll('+', '-').replaceAll('/', '_');

describe('the verdict on a handshake line, ours and that of a Go host', () => {
  let program: string;
  before(async function () {
    requireGo(this);
    program = await buildPeer('verdicts');
  });

  it(`is the same for ${sampleSize.toString()} lines of the grammar and its mutations [H03] [H04] [H07] [H08] [H09]`, async function () {
    this.timeout(60_000);
    const seed = Date.now() % 1_000_000;
    const fresh = fc.sample(handshakeCases.filter(hasNoName), { seed, numRuns: sampleSize });
    const inputs = [...(keptInputs(seedName) as readonly HandshakeCase[]), ...fresh];
    const verdicts = await askGo(program, inputs);
    expect(verdicts.length).to.equal(inputs.length);
    const differing: string[] = [];
    let excused = 0;
    inputs.forEach((input, index) => {
      const [mine, go] = [ours(input), theirs(verdicts[index] ?? { class: 'missing' })];
      if (mine === go) return;
      if (exceptions.some(({ holds }) => holds(input, mine, go))) excused++;
      else differing.push(`${JSON.stringify(input)}: ${mine}, Go ${go}; ${keepInput(seedName, { input, seed })}`);
    });
    expect(differing.join('\n')).to.equal('');
    expect(excused).to.be.lessThan(sampleSize / 4);
  });

  const certificate = strangersCertificateDer.toString('base64').replace(/=+$/, '');
  for (const [what, row, line, settings, mine, go] of [
    ['an empty line', 'H05', '', {}, 'HANDSHAKE_INVALID', 'HANDSHAKE_INVALID'],
    ['a line of blanks', 'H05', ' \t ', {}, 'HANDSHAKE_INVALID', 'HANDSHAKE_INVALID'],
    ['a banner', 'H05', 'Server listening on port 8080', {}, 'HANDSHAKE_INVALID', 'HANDSHAKE_INVALID'],
    ['a line of three parts', 'H05', '1|1|unix', {}, 'HANDSHAKE_INVALID', 'HANDSHAKE_INVALID'],
    [
      'a certificate without padding',
      'T05',
      certificateLine(certificate),
      {},
      'accepted 1 unix /x',
      'accepted 1 unix /x',
    ],
    [
      'a certificate with padding',
      'T05',
      certificateLine(`${certificate}=`),
      {},
      'CERTIFICATE_INVALID',
      'CERTIFICATE_INVALID',
    ],
    [
      'a certificate in the alphabet of URLs',
      'T05',
      certificateLine(toUrl(certificate)),
      {},
      'CERTIFICATE_INVALID',
      'CERTIFICATE_INVALID',
    ],
    [
      'a certificate that was not asked for',
      'T08',
      certificateLine(certificate),
      { tls: false },
      'CERTIFICATE_INVALID',
      'panic',
    ],
    [
      'a line without multiplexing',
      'M05',
      '1|1|unix|/x|grpc|',
      { multiplex: true },
      'MUX_NOT_SUPPORTED',
      'MUX_NOT_SUPPORTED',
    ],
    [
      'a line that denies multiplexing',
      'M05',
      '1|1|unix|/x|grpc||false',
      { multiplex: true },
      'MUX_NOT_SUPPORTED',
      'MUX_NOT_SUPPORTED',
    ],
  ] as const) {
    it(`on ${what} is ${mine === go ? 'the same' : 'an error, not a crash as in Go'} [${row}]`, async () => {
      const input = { line, tls: true, multiplex: false, ...settings };
      const [verdict] = await askGo(program, [input]);
      expect(ours(input)).to.equal(mine);
      expect(theirs(verdict ?? { class: 'missing' }).replace(/^panic.*/s, 'panic')).to.equal(go);
    });
  }

  for (const [line, mine, go] of [
    ['1|1|unix|/x|grpc|', 'accepted 1 unix /x', 'accepted 1 unix /x'],
    ['1|1|tcp||grpc|', 'HANDSHAKE_INVALID', 'accepted 1 tcp port 0'],
    ['1|1|tcp|127.0.0.1:http|grpc|', 'HANDSHAKE_INVALID', 'accepted 1 tcp port 80'],
  ] as const) {
    it(`on ${line} is ${mine === go ? 'the same' : 'stricter on our side, on purpose'}`, async () => {
      const input = { line, tls: true, multiplex: false };
      const [verdict] = await askGo(program, [input]);
      expect([ours(input), theirs(verdict ?? { class: 'missing' })]).to.deep.equal([mine, go]);
    });
  }
});
