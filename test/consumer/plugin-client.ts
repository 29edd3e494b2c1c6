import {
  cleanupClients,
  createCertificate,
  createCommandRunner,
  discover,
  formatReattachConfig,
  GoPluginError,
  parseReattachConfigs,
  PluginClient,
  type AttachFunction,
  type GrpcBroker,
  type GrpcConnection,
  type GrpcPlugin,
  type HandshakeConfig,
  type Logger,
  type PluginClientOptions,
  type PluginSet,
  type ReattachConfig,
  type RunnerFunction,
} from 'awf-plugins/go-plugin';
import { KVClient } from '../../packages/go-plugin/examples/kv/generated/kv_grpc_pb.cjs';

const handshake: HandshakeConfig = { protocolVersion: 1, magicCookieKey: 'KEY', magicCookieValue: 'value' };

interface Store {
  get(key: string): Promise<string>;
}

class StorePlugin implements GrpcPlugin<Store> {
  createClient(connection: GrpcConnection): Store {
    const client = connection.client(KVClient);
    return { get: (key) => Promise.resolve(key + client.getChannel().getTarget()) };
  }
}

const raw: GrpcPlugin<KVClient> = { createClient: (connection) => connection.client(KVClient) };
const store = new StorePlugin();
const first = { store };
const second = { store, raw };

/** Names and clients are typed by the plugin set, with no annotation. */
export async function dispensing(signal: AbortSignal): Promise<void> {
  const client = new PluginClient({
    handshake,
    command: 'plugin',
    plugins: {
      store,
      raw,
      inline: { createClient: (connection, broker, ended) => [connection.channel, broker.nextId(), ended.aborted] },
      later: { createClient: async (connection) => Promise.resolve({ channel: connection.channel }) },
    },
  });
  const dispensed = await client.dispense('store', { signal, timeoutMs: 1_000 });
  const text: string = await dispensed.get('key');
  const generated: KVClient = await client.dispense('raw');
  const { channel } = await client.dispense('later');
  await client.dispense('inline');
  // @ts-expect-error: no such plugin
  await client.dispense('unknown');
  // @ts-expect-error: no such method of that plugin's client
  const put: unknown = dispensed.put;
  // @ts-expect-error: no such option
  await client.dispense('store', { timeout: 1_000 });
  const all: PluginClient[] = [client];
  await Promise.all(all.map((each) => each.kill({ gracefulStopMs: 0 })));
  const { exitCode, exitSignal } = await client.exited;
  console.log(put, text, generated, channel.getTarget(), exitCode, exitSignal, client.pid, client.negotiatedVersion);
}

/** The sets of several versions, written out or in variables: each name is known, with its client. */
export async function severalVersions(): Promise<void> {
  const literal = new PluginClient({
    handshake,
    command: 'plugin',
    versionedPlugins: { 1: { store }, 2: { counter: { createClient: () => 2 } } },
  });
  const one: Store = await literal.dispense('store');
  const two: number = await literal.dispense('counter');
  // @ts-expect-error: no version has it
  await literal.dispense('unknown');

  const both = new PluginClient({ handshake, command: 'plugin', plugins: { store }, versionedPlugins: { 2: { raw } } });
  const fromPlugins: Store = await both.dispense('store');
  const fromVersion: KVClient = await both.dispense('raw');

  const variables = new PluginClient({ handshake, command: 'plugin', versionedPlugins: { 1: first, 2: second } });
  const grown: KVClient = await variables.dispense('raw');

  const changed = new PluginClient({
    handshake,
    command: 'plugin',
    versionedPlugins: { 1: { store }, 2: { store: { createClient: () => 2 } } },
  });
  const either: Store | number = await changed.dispense('store');
  console.log(one, two, fromPlugins, fromVersion, grown, either);
}

/** Plugin sets that are made at run time, options that are made elsewhere, clients that are kept. */
export async function elsewhere(): Promise<void> {
  const dynamic: PluginSet = Object.fromEntries(['a', 'b'].map((name) => [name, raw]));
  const something: unknown = await new PluginClient({ handshake, command: 'plugin', plugins: dynamic }).dispense('a');
  const options: PluginClientOptions<typeof first> = { handshake, command: 'plugin', plugins: first };
  const typed: Store = await new PluginClient(options).dispense('store');
  const make = <S extends PluginSet>(plugins: S): PluginClient<S> =>
    new PluginClient({ handshake, plugins, command: process.env.PLUGIN, cwd: process.env.PLUGIN_DIRECTORY });
  const made: Store = await make({ store }).dispense('store');
  const kept: PluginClient = make({ store });
  console.log(something, typed, made, kept.signal.aborted);
}

/** What is misspelt, missing or of another type. */
export function mistakes(possibly: StorePlugin | undefined): void {
  // @ts-expect-error: startTimeoutMs
  new PluginClient({ handshake, plugins: { store }, command: 'plugin', startTimeout: 5 });
  // @ts-expect-error: no handshake
  new PluginClient({ plugins: { store }, command: 'plugin' });
  // @ts-expect-error: that is no plugin
  new PluginClient({ handshake, plugins: { store }, command: 'plugin', args: '--verbose' });
  // @ts-expect-error: no plugin
  new PluginClient({ handshake, plugins: { store: 3 }, command: 'plugin' });
  // @ts-expect-error: createClient
  new PluginClient({ handshake, plugins: { store: { createclient: () => 1 } }, command: 'plugin' });
  // @ts-expect-error: the plugin may be undefined
  new PluginClient({ handshake, plugins: { store: possibly }, command: 'plugin' });
  // @ts-expect-error: no such code
  GoPluginError.is(undefined, 'UNKNOWN');
}

const logger: Logger = {
  log: (level, message, fields) => console.error(level, message, fields),
  isEnabled: (level) => level !== 'trace',
  named: () => logger,
};

const inContainer: RunnerFunction = async (command, signal) => {
  const plugin = await createCommandRunner({ stdin: 'ignore' })(command, signal);
  return {
    ...plugin,
    pluginToHost: ({ network, address }) => ({ network, address: `/container${address}` }),
  };
};

/** Everything else that a host may set, and where plugins come from otherwise. */
export async function hosting(environment: Readonly<Record<string, string | undefined>>): Promise<void> {
  const [command] = await discover('plugin-*', '/opt/plugins');
  const { certificatePem, privateKeyPem } = createCertificate({ curve: 'P-384' });
  await using client = new PluginClient({
    handshake,
    plugins: { store },
    command,
    args: ['--verbose'],
    cwd: environment.DIRECTORY,
    env: { KEY: 'value' },
    skipHostEnv: true,
    runner: inContainer,
    secureConfig: { checksum: 'aa', algorithm: 'sha512', inPlace: true },
    managed: true,
    tls: { cert: certificatePem, key: privateKeyPem },
    brokerMultiplex: true,
    unixSocketConfig: { group: 'plugins', tempDir: environment.TMPDIR },
    logger,
    stderr: process.stderr,
    syncStdout: process.stdout,
    startTimeoutMs: 10_000,
    channelOptions: { 'grpc.max_send_message_length': 1_024 },
  });
  await client.start();
  await client.connect({ timeoutMs: 1_000 });
  await client.ping();
  const reattach: ReattachConfig | undefined =
    (await client.detach()) ?? parseReattachConfigs(environment.REATTACH ?? '{}').get('store');
  const attach: AttachFunction = () => Promise.reject(new Error('not there'));
  const attached = new PluginClient({ handshake, plugins: { store }, reattach, attach });
  if (reattach !== undefined) console.log(formatReattachConfig(reattach), reattach.address.network);
  await attached.kill();
  await cleanupClients();
}

/** Errors are told apart by their codes, and their details are typed by it. */
export function failing(error: unknown): string {
  if (GoPluginError.is(error, 'START_TIMEOUT')) {
    const limit: number = error.details.timeoutMs;
    return `${limit} ms: ${error.hint}`;
  }
  if (!GoPluginError.is(error)) throw error;
  switch (error.code) {
    case 'BINARY_NOT_FOUND':
      return error.message;
    // @ts-expect-error: no such code
    case 'UNKNOWN':
      return '';
    default:
      return error.code;
  }
}

/** Brokered connections, in both directions. */
export async function brokering(broker: GrpcBroker): Promise<void> {
  await broker.acceptAndServe(broker.nextId(), (server) => server.addService({}, {}), { timeoutMs: 1_000 });
  const connection = await broker.dial(7);
  connection.client(KVClient).close();
  await connection.close();
}
