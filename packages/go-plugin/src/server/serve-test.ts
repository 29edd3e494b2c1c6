import { readPluginEnvironment } from '../handshake/plugin-environment.js';
import { formatReattachConfigs, type ReattachConfig } from '../handshake/reattach-config.js';
import { silentLogger } from '../logger.js';
import { StdioService } from '../stdio/stdio-service.js';
import { nodePluginProcess } from './node-plugin-process.js';
import type { PluginProcess } from './plugin-process.js';
import { startPluginServer } from './plugin-server.js';
import type { ServeOptions } from './serve-options.js';

/** The options of {@link serveTest}: those of {@link ServeOptions} that make sense without a host. */
export interface TestServeOptions extends Pick<
  ServeOptions,
  'handshake' | 'plugins' | 'versionedPlugins' | 'tls' | 'network' | 'grpc' | 'signal'
> {
  /** The version to serve. Default: the lowest, as in go-plugin. */
  readonly protocolVersion?: number | undefined;
  /** Default: none. */
  readonly logger?: ServeOptions['logger'];
  /**
   * Prints on stdout what a person must give to the host: this environment variable, with the configuration under this
   * name in the JSON form of Terraform's TF_REATTACH_PROVIDERS. Default: prints nothing.
   */
  readonly announce?: { readonly variable: string; readonly name: string } | undefined;
}

/** A plugin that is served inside this process. */
export interface TestServer extends AsyncDisposable {
  /** What a host needs to attach to the plugin. */
  readonly reattachConfig: ReattachConfig;
  /**
   * Resolves when the server has stopped: after `close`, after an abort of the options' signal, or after a host's
   * Shutdown.
   */
  readonly closed: Promise<void>;
  /** Stops it. Never rejects. */
  close(): Promise<void>;
}

/** How long running calls may continue when the server stops. */
const graceMs = 500;

/**
 * Serves plugins inside this process, for tests and debuggers. go-plugin's ServeConfig.Test. No host starts it, so
 * there is no magic cookie, no handshake line and no AutoMTLS. It does not touch signals, stdout or stderr. Hosts
 * attach with `reattach`, and do not end it.
 * @throws GoPluginError if it cannot start: `CONFIG_INVALID`, `LISTEN_FAILED`, `SOCKET_PATH_TOO_LONG`
 */
export async function serveTest(options: TestServeOptions): Promise<TestServer> {
  return serveTestIn(nodePluginProcess(), options);
}

/** {@link serveTest} in a given process. */
export async function serveTestIn(process: PluginProcess, options: TestServeOptions): Promise<TestServer> {
  const { handshake, protocolVersion, logger = silentLogger, announce, signal } = options;
  let resolveClosed: () => void = () => undefined;
  const closed = new Promise<void>((resolve) => (resolveClosed = resolve));
  const server = await startPluginServer({
    options,
    environment: {
      ...readPluginEnvironment({}, handshake),
      hostVersions: protocolVersion === undefined ? [] : [protocolVersion],
    },
    process,
    logger,
    // Nothing is captured. The output belongs to the test.
    stdio: new StdioService(),
    shutdown: { beforeAnswer: () => Promise.resolve(), afterAnswer: () => void close() },
  });
  let closing: Promise<void> | undefined;
  const close = (): Promise<void> => {
    closing ??= server.stop(graceMs).then(() => {
      signal?.removeEventListener('abort', abort);
      resolveClosed();
    });
    return closing;
  };
  const abort = (): void => void close();
  signal?.addEventListener('abort', abort, { once: true });
  if (signal?.aborted === true) abort();
  const { network, address, version } = server;
  const reattachConfig: ReattachConfig = {
    protocol: 'grpc',
    protocolVersion: version,
    address: { network, address },
    pid: process.pid,
    test: true,
  };
  if (announce !== undefined) process.writeNotice(instructions(announce, reattachConfig));
  return { reattachConfig, closed, close, [Symbol.asyncDispose]: close };
}

/** In single quotes for POSIX shells. Single quotes inside the JSON are escaped. */
function instructions({ variable, name }: { variable: string; name: string }, config: ReattachConfig): string {
  const value = formatReattachConfigs({ [name]: config }).replaceAll("'", `'\\''`);
  return `The plugin is running. To let a host attach to it, set in the host's environment:\n\n  ${variable}='${value}'\n\n`;
}
