import { runProgram } from '../shared/run-program.js';
import { isLoopback } from '../shared/outbound/loopback.js';
import type { GitHubServer } from './github-api.js';

/** What the plugin sees of the machine. */
export interface GitHubMachine {
  readonly env: Readonly<Record<string, string | undefined>>;
  /** The folder whose repository is meant when a step names none. */
  readonly cwd: () => string;
}

const timeoutMs = 5_000;

/** The API and the token, as the environment and the `gh` program have them. @throws Error for a `GITHUB_API_URL` that is not usable */
export async function gitHubServer(machine: GitHubMachine, signal: AbortSignal): Promise<GitHubServer> {
  const given = filled(machine.env.GITHUB_API_URL) ?? 'https://api.github.com';
  if (!URL.canParse(given) || !/^https?:\/\//iu.test(given)) throw new Error('GITHUB_API_URL is not a URL of HTTP');
  const base = new URL(given);
  const token = await tokenFor(base, machine, signal);
  if (token !== undefined && base.protocol === 'http:' && !isLoopback(base))
    throw new Error('GITHUB_API_URL must begin with https://, because the token is sent there');
  return { base, token };
}

/** In the order of `gh`: its variables, and then what it has stored at `gh auth login` for the host. Another server must not get it. */
async function tokenFor(api: URL, { env, cwd }: GitHubMachine, signal: AbortSignal): Promise<string | undefined> {
  const inEnvironment = filled(env.GH_TOKEN) ?? filled(env.GITHUB_TOKEN);
  if (inEnvironment !== undefined) return inEnvironment;
  const args = ['auth', 'token', '--hostname', hostOfApi(api)];
  const stored = await runProgram('gh', args, { env, cwd: cwd(), signal, timeoutMs });
  return stored.ok ? filled(stored.output) : undefined;
}

/** The host that people and `gh` know: `github.com`, whose API is at api.github.com. */
const hostOfApi = ({ hostname }: URL): string => hostname.replace(/^api\./u, '');

/**
 * The repository that a step means: the one that it names, else that of `GH_REPO`, else where the remote `origin` of the current folder is.
 * @throws Error that says how to name one
 */
export async function repositoryOf(
  given: string | null | undefined,
  { env, cwd }: GitHubMachine,
  signal: AbortSignal,
): Promise<string> {
  const named = filled(given ?? undefined) ?? filled(env.GH_REPO);
  if (named !== undefined) return checked(named, 'repo');
  const remote = await runProgram('git', ['remote', 'get-url', 'origin'], { env, cwd: cwd(), signal, timeoutMs });
  const found = remote.ok ? repositoryInRemote(remote.output, env.GITHUB_API_URL) : undefined;
  if (found === undefined) throw new Error('repo is not given, and the remote origin of this folder is not on GitHub');
  return checked(found, 'the remote origin');
}

/** `owner/name` in the address of a remote at GitHub, or at the host of `GITHUB_API_URL`. */
export function repositoryInRemote(remote: string, api: string | undefined): string | undefined {
  const parts = /^(?:[a-z+]+:\/\/)?(?:[^@/\s]+@)?([^/:\s]+)(?::\d+)?[/:](.+)$/i.exec(remote.trim());
  if (parts === null) return undefined;
  const [, host = '', path = ''] = parts;
  const hosts = ['github.com', 'www.github.com', 'ssh.github.com'];
  if (api !== undefined && URL.canParse(api)) hosts.push(new URL(api).hostname, hostOfApi(new URL(api)));
  if (!hosts.includes(host.toLowerCase())) return undefined;
  const segments = path.split('/').filter((segment) => segment !== '');
  return segments.join('/').replace(/\.git$/, '');
}

function checked(repository: string, what: string): string {
  const dots = /(^|\/)\.{1,2}(\/|$)/;
  if (/^[\w.-]+\/[\w.-]+$/.test(repository) && !dots.test(repository)) return repository;
  throw new Error(`${what} must have the form owner/name`);
}

const filled = (text: string | undefined): string | undefined => text?.trim() || undefined;
