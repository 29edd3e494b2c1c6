import type { PluginAddress } from '../net/address.js';
import { parseTcpAddress } from '../net/tcp-address.js';
import { parseGoBool, parseGoInt, trimGoSpace } from './go-scalars.js';
import { decodeServerCertificate, encodeServerCertificate } from './server-certificate.js';

/** The only core protocol there is; go-plugin's CoreProtocolVersion. */
const coreProtocolVersion = 1;

/** Old go-plugin versions write junk of up to this length into the certificate field. */
const longestJunkCertificate = 50;

/** The content of a plugin's handshake line. */
export interface Handshake {
  /** Application protocol version that the plugin chose. */
  readonly version: number;
  /** Where the plugin listens, as the host sees it. */
  readonly address: PluginAddress;
  readonly protocol: string;
  /** The plugin's AutoMTLS certificate. */
  readonly certificateDer: Uint8Array | undefined;
}

/** What the host accepts. */
export interface HandshakeExpectations {
  /** Application protocol versions of which the host has plugin sets. */
  readonly versions: readonly number[];
  readonly protocols: readonly string[];
  /** Whether the host uses TLS. If not, a certificate is an error; go-plugin's host panics (T08). */
  readonly tls: boolean;
  /** Whether the host asked for broker multiplexing. */
  readonly multiplex: boolean;
  /** Translates an address from the plugin's view to the host's. The runner provides it. */
  readonly pluginToHost: (address: PluginAddress) => PluginAddress;
}

/** Why a line is refused. `code` is the code of the later GoPluginError, which also has path, notes and stderr. */
export type HandshakeRejection =
  | { readonly code: 'HANDSHAKE_INVALID' | 'CERTIFICATE_INVALID' | 'MUX_NOT_SUPPORTED'; readonly problem: string }
  | { readonly code: 'CORE_VERSION_UNSUPPORTED'; readonly version: number }
  | { readonly code: 'VERSION_MISMATCH'; readonly pluginVersion: number; readonly hostVersions: readonly number[] }
  | { readonly code: 'NETWORK_UNSUPPORTED'; readonly network: string }
  | { readonly code: 'PROTOCOL_UNSUPPORTED'; readonly protocol: string; readonly supported: readonly string[] };

export type HandshakeVerdict =
  | { readonly accepted: true; readonly handshake: Handshake }
  | { readonly accepted: false; readonly rejection: HandshakeRejection };

/**
 * Reads a plugin's handshake line, `CORE|APP|NETWORK|ADDRESS[|PROTOCOL[|CERTIFICATE[|MULTIPLEX[|...]]]]`, as tolerantly
 * as go-plugin's host and in the same order of checks, so that both report the same first fault. Throws only what
 * `pluginToHost` throws.
 */
export function parseHandshakeLine(line: Uint8Array | string, expected: HandshakeExpectations): HandshakeVerdict {
  const text = trimGoSpace(typeof line === 'string' ? line : Buffer.from(line).toString('utf8'));
  const fields = text.split('|');
  const [core = '', app = '', network, address, protocol = 'netrpc', certificate = '', multiplex] = fields;
  if (network === undefined || address === undefined) {
    return reject({ code: 'HANDSHAKE_INVALID', problem: describeNonHandshake(text, fields.length) });
  }
  const coreRejection = checkCore(core);
  if (coreRejection !== undefined) return reject(coreRejection);
  const version = readVersion(app, expected.versions);
  if (typeof version !== 'number') return reject(version);
  const translated = expected.pluginToHost({ network, address });
  const rejection = checkAddress(translated) ?? checkProtocol(protocol, expected.protocols);
  if (rejection !== undefined) return reject(rejection);

  let certificateDer: Uint8Array | undefined;
  if (certificate.length > longestJunkCertificate) {
    const decoded = decodeServerCertificate(certificate);
    if (!decoded.ok) return reject({ code: 'CERTIFICATE_INVALID', problem: decoded.problem });
    if (!expected.tls) return reject({ code: 'CERTIFICATE_INVALID', problem: 'this host did not ask for TLS' });
    certificateDer = decoded.der;
  }
  const muxRejection = expected.multiplex && protocol === 'grpc' ? checkMultiplex(multiplex) : undefined;
  if (muxRejection !== undefined) return reject(muxRejection);
  return { accepted: true, handshake: { version, address: translated, protocol, certificateDer } };
}

/** The content of a plugin's own handshake line. */
export interface HandshakeAnnouncement {
  readonly version: number;
  readonly network: string;
  readonly address: string;
  readonly certificateDer?: Uint8Array | undefined;
  /** Print the seventh field. Only if the host set PLUGIN_MULTIPLEX_GRPC, because old hosts accept six fields. */
  readonly announceMultiplex?: boolean | undefined;
}

/** The plugin's line with its line feed. The separator before the certificate is present even without a certificate. */
export function formatHandshakeLine(announcement: HandshakeAnnouncement): string {
  const { version, network, address, certificateDer, announceMultiplex } = announcement;
  const certificate = certificateDer === undefined ? '' : encodeServerCertificate(certificateDer);
  const fields = [coreProtocolVersion, version, network, address, 'grpc', certificate];
  return `${[...fields, ...(announceMultiplex === true ? ['true'] : [])].join('|')}\n`;
}

const reject = (rejection: HandshakeRejection): HandshakeVerdict => ({ accepted: false, rejection });

function describeNonHandshake(text: string, parts: number): string {
  if (text === '') return 'the first line is empty';
  if (parts === 1) return 'the first line has no separators; it looks like a banner or a log message';
  return `the first line has ${parts} parts where at least 4 belong`;
}

function checkCore(field: string): HandshakeRejection | undefined {
  const version = parseGoInt(field);
  if (version === undefined) return { code: 'HANDSHAKE_INVALID', problem: 'the core protocol version is not a number' };
  return version === coreProtocolVersion ? undefined : { code: 'CORE_VERSION_UNSUPPORTED', version };
}

function readVersion(field: string, hostVersions: readonly number[]): number | HandshakeRejection {
  const version = parseGoInt(field);
  if (version === undefined) {
    return { code: 'HANDSHAKE_INVALID', problem: `the protocol version ${JSON.stringify(field)} is not a number` };
  }
  return hostVersions.includes(version) ? version : { code: 'VERSION_MISMATCH', pluginVersion: version, hostVersions };
}

function checkAddress({ network, address }: PluginAddress): HandshakeRejection | undefined {
  if (network === 'unix') return undefined;
  if (network !== 'tcp') return { code: 'NETWORK_UNSUPPORTED', network };
  if (parseTcpAddress(address) !== undefined) return undefined;
  return { code: 'HANDSHAKE_INVALID', problem: `the tcp address ${JSON.stringify(address)} is not host:port` };
}

function checkProtocol(protocol: string, supported: readonly string[]): HandshakeRejection | undefined {
  return supported.includes(protocol) ? undefined : { code: 'PROTOCOL_UNSUPPORTED', protocol, supported };
}

function checkMultiplex(field: string | undefined): HandshakeRejection | undefined {
  if (field === undefined) return { code: 'MUX_NOT_SUPPORTED', problem: 'its handshake line does not mention it' };
  const supported = parseGoBool(field);
  if (supported === true) return undefined;
  const problem = supported === false ? 'its handshake line denies it' : `${JSON.stringify(field)} is not a boolean`;
  return { code: 'MUX_NOT_SUPPORTED', problem };
}
