import { homedir } from 'node:os';
import { dirname, join } from 'node:path';
import { AwfError } from '../../domain/errors/awf-error.js';
import { refuseExposed, type OnInsecure } from '../shared/guarded-file.js';
import { readTextFile } from '../shared/read-text-file.js';
import type { ProxySettings } from '../shared/outbound/proxy-settings.js';
import { isLoopback } from '../shared/outbound/loopback.js';

type Environment = Readonly<Record<string, string | undefined>>;

/** Where npm's settings are read from. */
export interface NpmPlaces {
  readonly cwd: () => string;
  readonly env: Environment;
  /** Is told of a file that other users could change. Without it, such a file is refused: it says where programs come from, and who gets tokens. */
  readonly onInsecure?: OnInsecure | undefined;
}

const mostBytes = 1024 ** 2;
const usualRegistry = 'https://registry.npmjs.org/';

/**
 * What npm is set up with: variables, then `.npmrc` of the folder, of the user and of the machine. It is read as npm reads it, because asking npm
 * itself takes half a second, and npm may not be there.
 */
export class NpmSettings {
  readonly #values: ReadonlyMap<string, string>;

  constructor(values: ReadonlyMap<string, string>) {
    this.#values = values;
  }

  /** Reads the settings. A file that is not there has none. @throws AwfError `SYSTEM.IO.READ_FAILED` */
  static async read({ cwd, env, onInsecure }: NpmPlaces, signal: AbortSignal): Promise<NpmSettings> {
    const home = env.HOME ?? homedir();
    const own = variablesIn(env);
    const files = [
      own.get('globalconfig') ?? join(dirname(dirname(process.execPath)), 'etc', 'npmrc'),
      own.get('userconfig') ?? join(home, '.npmrc'),
      join(cwd(), '.npmrc'),
    ];
    const values = new Map<string, string>();
    for (const file of files)
      for (const [key, value] of parseNpmrc(await textOf(file, signal, onInsecure), env)) values.set(key, value);
    for (const [key, value] of own) values.set(key, value);
    return new NpmSettings(values);
  }

  /** The registry of a package, with a slash at its end. @throws AwfError `USER.INPUT.INVALID_FORMAT` */
  registryOf(name: string): string {
    const scope = name.startsWith('@') ? name.slice(0, name.indexOf('/')) : undefined;
    const own = scope === undefined ? undefined : this.#values.get(`${scope}:registry`);
    const registry = own ?? this.#values.get('registry') ?? usualRegistry;
    if (!URL.canParse(registry) || !/^https?:/iu.test(registry))
      throw new AwfError('USER.INPUT.INVALID_FORMAT', {
        argument: 'npm configuration',
        problem: 'registry is not a valid URL',
      });
    return registry.endsWith('/') ? registry : `${registry}/`;
  }

  /** The proxies for registries: npm's own settings, and else those of the environment. npm takes either of its settings for all of them. */
  proxiesBeside({ http, https, except }: ProxySettings): ProxySettings {
    const own = this.#given('https-proxy') ?? this.#given('proxy');
    return { http: own ?? http, https: own ?? https, except: this.#given('noproxy') ?? except };
  }

  /** npm writes "null" and "false" for what is not set. */
  #given(key: string): string | undefined {
    const value = this.#values.get(key) ?? '';
    return ['', 'null', 'false'].includes(value) ? undefined : value;
  }

  /** The value of `Authorization` for a URL: that of the longest address that it begins with. Never sent over plain http to another machine. */
  authorizationFor(url: URL): string | undefined {
    if (url.protocol !== 'https:' && !isLoopback(url)) return undefined;
    for (let path = url.pathname; path !== ''; path = path.slice(0, path.slice(0, -1).lastIndexOf('/') + 1)) {
      const found = this.#authorizationAt(`//${url.host}${path}`);
      if (found !== undefined) return found;
    }
    return undefined;
  }

  #authorizationAt(address: string): string | undefined {
    const value = (key: string): string | undefined => this.#values.get(`${address}:${key}`);
    const token = value('_authToken');
    if (token !== undefined) return `Bearer ${token}`;
    const basic = value('_auth');
    if (basic !== undefined) return `Basic ${basic}`;
    const [user, password] = [value('username'), value('_password')];
    if (user === undefined || password === undefined) return undefined;
    return `Basic ${Buffer.from(`${user}:${Buffer.from(password, 'base64').toString()}`).toString('base64')}`;
  }
}

/** Lines `key = value`. Comments begin with `;` or `#`. */
export function parseNpmrc(text: string, env: Environment): ReadonlyMap<string, string> {
  const values = new Map<string, string>();
  for (const line of text.split('\n').map((each) => each.trim())) {
    const at = line.indexOf('=');
    if (at <= 0 || line.startsWith(';') || line.startsWith('#')) continue;
    values.set(expanded(unquoted(line.slice(0, at).trim()), env), expanded(unquoted(line.slice(at + 1).trim()), env));
  }
  return values;
}

const unquoted = (text: string): string => /^"([^"]*)"$/u.exec(text)?.[1] ?? text;

/** As npm does, a variable that is not set stays as it is written. */
const expanded = (text: string, env: Environment): string =>
  text.replaceAll(/\$\{([^{}$]+)\}/gu, (written, name: string) => env[name] ?? written);

/** `npm_config_registry`, in any case. */
function variablesIn(env: Environment): ReadonlyMap<string, string> {
  const prefix = 'npm_config_';
  return new Map(
    Object.entries(env).flatMap(([name, value = '']) => {
      const key = name.slice(prefix.length);
      // Keys with an address hold upper case letters. In others, a line stands for a hyphen, but for the first.
      const written = key.startsWith('//') ? key : key.toLowerCase().replaceAll(/(?!^)_/gu, '-');
      return name.toLowerCase().startsWith(prefix) && value !== '' ? [[written, value] as const] : [];
    }),
  );
}

async function textOf(path: string, signal: AbortSignal, onInsecure: OnInsecure | undefined): Promise<string> {
  try {
    const file = await readTextFile(path, mostBytes, signal);
    await refuseExposed(path, onInsecure);
    if (file.ok) return file.text;
    throw new AwfError('SYSTEM.IO.READ_FAILED', { path, problem: { problem: file.problem } }, { cause: file.cause });
  } catch (error) {
    if (AwfError.is(error, 'USER.INPUT.MISSING_FILE')) return '';
    throw error;
  }
}
