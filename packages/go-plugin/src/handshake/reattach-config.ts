import { GoPluginError } from '../errors/go-plugin-error.js';
import type { PluginAddress } from '../net/address.js';

/** What a host needs to attach to a running plugin. go-plugin's ReattachConfig. */
export interface ReattachConfig {
  /** What it speaks. */
  readonly protocol: 'grpc';
  /**
   * The application protocol version that the plugin serves. Undefined if it is not known, as in configurations of
   * go-plugin's hosts.
   */
  readonly protocolVersion?: number | undefined;
  /** Where the plugin listens, as the host sees it. */
  readonly address: PluginAddress;
  /** The process id, or 0 if there is none. */
  readonly pid: number;
  /** Whether the plugin runs in a test or a debugger. Hosts then do not end it. Default: false. */
  readonly test?: boolean | undefined;
}

/** One plugin in the JSON form of Terraform's TF_REATTACH_PROVIDERS, which other hosts use too. */
interface ReattachJson {
  readonly Protocol: string;
  readonly ProtocolVersion?: number;
  readonly Pid: number;
  readonly Test: boolean;
  readonly Addr: { readonly Network: string; readonly String: string };
}

/** Writes one configuration in that JSON form, on one line. */
export function formatReattachConfig(config: ReattachConfig): string {
  return JSON.stringify(toJson(config));
}

/** Writes several configurations, by the names of their plugins. */
export function formatReattachConfigs(configs: Readonly<Record<string, ReattachConfig>>): string {
  return JSON.stringify(Object.fromEntries(Object.entries(configs).map(([name, config]) => [name, toJson(config)])));
}

/**
 * Reads the text of {@link formatReattachConfig} or of a Go program.
 * @throws GoPluginError `CONFIG_INVALID`
 */
export function parseReattachConfig(text: string): ReattachConfig {
  return fromJson(parseJson(text), 'the reattach configuration');
}

/**
 * Reads the text of {@link formatReattachConfigs} or of a Go program, usually the value of an environment variable.
 * @throws GoPluginError `CONFIG_INVALID`
 */
export function parseReattachConfigs(text: string): ReadonlyMap<string, ReattachConfig> {
  const all = parseJson(text);
  if (!isRecord(all)) throw invalid('the reattach configurations are not an object');
  return new Map(
    Object.entries(all).map(([name, value]) => [name, fromJson(value, `the reattach configuration of ${name}`)]),
  );
}

function toJson({ protocol, protocolVersion, address, pid, test = false }: ReattachConfig): ReattachJson {
  return {
    Protocol: protocol,
    ...(protocolVersion === undefined ? {} : { ProtocolVersion: protocolVersion }),
    Pid: pid,
    Test: test,
    Addr: { Network: address.network, String: address.address },
  };
}

function fromJson(value: unknown, what: string): ReattachConfig {
  if (!isRecord(value)) throw invalid(`${what} is not an object`);
  const { Protocol: protocol = '', ProtocolVersion: version = 0, Pid: pid, Test: test = false, Addr: address } = value;
  // In go-plugin, an empty protocol means net/rpc.
  if (protocol !== 'grpc') throw invalid(`${what} is for ${protocol === '' ? 'net/rpc' : JSON.stringify(protocol)}`);
  if (!isCount(version)) throw invalid(`${what} has a ProtocolVersion that is not a number`);
  if (!isCount(pid)) throw invalid(`${what} has no Pid`);
  if (typeof test !== 'boolean') throw invalid(`${what} has a Test that is neither true nor false`);
  if (!isRecord(address)) throw invalid(`${what} has no Addr`);
  const { Network: network, String: text } = address;
  if (network !== 'unix' && network !== 'tcp') throw invalid(`${what} has a Network that is neither unix nor tcp`);
  if (typeof text !== 'string' || text === '') throw invalid(`${what} has no String in its Addr`);
  return {
    protocol,
    protocolVersion: version === 0 ? undefined : version,
    address: { network, address: text },
    pid,
    test,
  };
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw invalid('the reattach configuration is no JSON', error);
  }
}

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const isCount = (value: unknown): value is number => Number.isSafeInteger(value) && (value as number) >= 0;

const invalid = (problem: string, cause?: unknown): GoPluginError =>
  new GoPluginError('CONFIG_INVALID', { problem }, { cause });
