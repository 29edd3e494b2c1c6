import fc, { type Arbitrary } from 'fast-check';
import { strangersCertificateDer } from './certificates.js';

/** A line of a plugin, with the settings of the host that reads it. It is JSON, so that a file can keep it. */
export interface HandshakeCase {
  /** One character per byte. */
  readonly line: string;
  readonly tls: boolean;
  readonly multiplex: boolean;
}

/** The application protocol versions of the host. */
export const hostVersions = [1, 5];

const certificate = strangersCertificateDer.toString('base64').replace(/=+$/, '');
const white = fc.constantFrom(
  '',
  '',
  '',
  ' ',
  '\t',
  '\r',
  '\v',
  '\f',
  ' \t ',
  '\xc2\x85',
  '\xc2\xa0',
  '\xe2\x80\xa8',
  '\xef\xbb\xbf',
);
const numbers = [
  '+1',
  '-1',
  '01',
  '+05',
  '1 ',
  ' 1',
  '1_0',
  '0x1',
  '1e0',
  '1.0',
  '',
  '9223372036854775808',
  '٣',
  '--1',
];

const either = <T>(usual: readonly T[], odd: Arbitrary<T>): Arbitrary<T> =>
  fc.oneof({ weight: 5, arbitrary: fc.constantFrom(...usual) }, { weight: 1, arbitrary: odd });

const core = either(['1', '1', '1', '01', '+1'], fc.constantFrom('0', '2', ...numbers));
const app = either(['1', '5', '1', '05'], fc.constantFrom('0', '2', '4294967297', ...numbers));
const network = either(['unix', 'unix', 'tcp'], fc.constantFrom('', 'udp', 'tcp4', 'unixgram', 'UNIX', 'unix '));
const address = either(
  ['/tmp/plugin123', '127.0.0.1:1234', ':1234', '[::1]:1234', '/tmp/a b'],
  fc.constantFrom(
    '',
    'x',
    '127.0.0.1',
    '127.0.0.1:',
    ':',
    '::1:80',
    '1.2.3.4:65536',
    '1.2.3.4:-1',
    '[::1]',
    '127.0.0.1:http',
    '@abstract',
  ),
);
const protocol = either(['grpc', 'grpc', 'grpc'], fc.constantFrom('', 'netrpc', 'GRPC', 'grpc ', 'http', '\xff'));
const certificateField = either(
  ['', '', certificate],
  fc.constantFrom(
    'junk',
    'x'.repeat(50),
    'x'.repeat(51),
    `${certificate}==`,
    `${certificate}AA`,
    certificate.slice(0, -2),
    certificate.replaceAll('+', '-'),
    `${certificate.slice(0, 80)} ${certificate.slice(80)}`,
    'QUJD'.repeat(200),
  ),
);
const multiplexField = either(['true', 'true', '1', 'T'], fc.constantFrom('', 'false', '0', 'yes', 'tRUE', 'true '));
const fields: Arbitrary<string> = fc
  .tuple(core, app, network, address, protocol, certificateField, multiplexField, fc.constantFrom('more', ''))
  .chain((all) => fc.constantFrom(8, 7, 7, 6, 6, 6, 5, 4, 3, 1, 0).map((count) => all.slice(0, count).join('|')));

const byte = fc.nat(255).map((code) => (code === 10 ? '\r' : String.fromCharCode(code)));
const mutation: Arbitrary<(line: string) => string> = fc.oneof(
  fc.tuple(fc.nat(2_000), byte).map(
    ([at, with_]) =>
      (line: string) =>
        splice(line, at, 1, with_),
  ),
  fc.tuple(fc.nat(2_000), byte).map(
    ([at, with_]) =>
      (line: string) =>
        splice(line, at, 0, with_),
  ),
  fc.nat(2_000).map((at) => (line: string) => splice(line, at, 1, '')),
  fc.nat(2_000).map((at) => (line: string) => splice(line, at, line.length, '')),
  fc.tuple(fc.nat(40), fc.constantFrom('|', '||', '\0', ' ', '=')).map(
    ([at, with_]) =>
      (line: string) =>
        splice(line, at, 0, with_),
  ),
);

function splice(line: string, at: number, length: number, replacement: string): string {
  const from = at % (line.length + 1);
  return line.slice(0, from) + replacement + line.slice(from + length);
}

/**
 * Lines of the grammar, most of them nearly valid. A quarter has one to three wrong bytes, and a few are random bytes.
 */
export const handshakeCases: Arbitrary<HandshakeCase> = fc.record({
  line: fc.oneof(
    { weight: 12, arbitrary: fc.tuple(white, fields, white).map((parts) => parts.join('')) },
    {
      weight: 4,
      arbitrary: fc
        .tuple(fields, fc.array(mutation, { minLength: 1, maxLength: 3 }))
        .map(([line, mutations]) => mutations.reduce((text, mutate) => mutate(text), line)),
    },
    { weight: 1, arbitrary: fc.array(byte, { maxLength: 40 }).map((bytes) => bytes.join('')) },
  ),
  tls: fc.constantFrom(true, true, false),
  multiplex: fc.boolean(),
});
