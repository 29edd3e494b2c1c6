import { readPluginEnvironment } from '../handshake/plugin-environment.js';
import { formatReattachConfigs, type ReattachConfig } from '../handshake/reattach-config.js';
import { silentLogger } from '../logger.js';
import { StdioService } from '../stdio/stdio-service.js';
import { nodePluginProcess } from './node-plugin-process.js';
import type { PluginProcess } from './plugin-process.js';
import { startPluginServer } from './plugin-server.js';
import type { ServeOptions } from './serve-options.js';

/** What {@link serveTest} serves; those of {@link ServeOptions} that have a meaning without a host. */
export interface TestServeOptions extends Pick<
  ServeOptions,
  'handshake' | 'plugins' | 'versionedPlugins' | 'tls' | 'network' | 'grpc' | 'signal'
> {
  /** The version to serve. Default: the lowest, as in go-plugin, where a test names none. */
  readonly protocolVersion?: number | undefined;
  /** Default: nobody. */
  readonly logger?: ServeOptions['logger'];
  /**
   * Prints on stdout what a person has to give to the host: this environment variable with the configuration under this name, in the
   * customary JSON form. Default: nothing is printed.
   */
  readonly announce?: { readonly variable: string; readonly name: string } | undefined;
}

/** A plugin that is served inside this process. */
export interface TestServer extends AsyncDisposable {
  /** What a host needs to attach to it. */
  readonly reattachConfig: ReattachConfig;
  /** Resolves when it serves no more: after `close`, the abort of the options' signal, or the Shutdown of a host. */
  readonly closed: Promise<void>;
  /** Stops it. Never rejects. */
  close(): Promise<void>;
}

/** For calls that run when it is stopped. */
const graceMs = 500;

/**
 * Serves plugins inside this process, for tests and debuggers; go-plugin's ServeConfig.Test. No host starts it: there is no magic cookie,
 * no handshake line, no AutoMTLS; signals, stdout and stderr stay as they are. Hosts attach with `reattach`, and leave its end to it.
 * @throws GoPluginError as the start of `serve`: `CONFIG_INVALID`, `LISTEN_FAILED`, `SOCKET_PATH_TOO_LONG`
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
    // Nothing is captured: what is printed is for whoever runs the test.
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

/** In single quotes, as POSIX shells take it: the JSON has none, but for what is escaped here. */
function instructions({ variable, name }: { variable: string; name: string }, config: ReattachConfig): string {
  const value = formatReattachConfigs({ [name]: config }).replaceAll("'", `'\\''`);
  return `The plugin is running. To let a host attach to it, set in the host's environment:\n\n  ${variable}='${value}'\n\n`;
}
