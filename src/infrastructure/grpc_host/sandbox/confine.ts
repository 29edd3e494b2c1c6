import { stat } from 'node:fs/promises';
import { createCommandRunner, type RunnerFunction } from 'go-plugin-node';
import { AwfError } from '../../../domain/errors/awf-error.js';
import { demandsOf, type PluginSandbox } from '../../../domain/plugin/plugin-sandbox.js';
import { launcherOf } from './launcher.js';
import type { MeansFinder } from './means-finder.js';
import { withOwnSockets } from './own-sockets.js';

type HostEnvironment = Readonly<Record<string, string | undefined>>;

/** How a plugin with a sandbox is started. */
export interface Confinement {
  /** The variables that the plugin gets of this process and of the settings. */
  readonly env: Readonly<Record<string, string>>;
  /** Whether it gets no others. */
  readonly skipHostEnv: boolean;
  readonly cwd: string | undefined;
  readonly runner: RunnerFunction;
}

/**
 * Finds a way to start a plugin with a sandbox.
 * @throws AwfError `EXECUTION.PLUGIN.SANDBOX_UNAVAILABLE` for a limit that cannot be kept; `USER.INPUT.MISSING_FILE` for a folder that does not exist
 */
export async function confine(
  plugin: string,
  sandbox: PluginSandbox,
  finder: MeansFinder,
  hostEnv: HostEnvironment,
): Promise<Confinement> {
  const means = await finder.find(demandsOf(sandbox));
  if ('reason' in means) throw new AwfError('EXECUTION.PLUGIN.SANDBOX_UNAVAILABLE', { plugin, ...means });
  const { workingDir, writable = [], network } = sandbox;
  for (const folder of [...(workingDir === undefined ? [] : [workingDir]), ...writable]) await checkFolder(folder);
  // Outside of its session, a plugin cannot read the terminal.
  const runner = createCommandRunner({
    launcher: (command) => launcherOf(sandbox, means, command.socketDir),
    stdin: 'ignore',
  });
  return {
    env: variablesOf(sandbox, hostEnv),
    skipHostEnv: sandbox.env !== undefined,
    cwd: workingDir,
    runner: network === false ? withOwnSockets(runner) : runner,
  };
}

async function checkFolder(path: string): Promise<void> {
  const isFolder = await stat(path).then(
    (found) => found.isDirectory(),
    () => undefined,
  );
  if (isFolder === true) return;
  const problem = isFolder === false ? 'is a file, not a folder' : undefined;
  throw new AwfError('USER.INPUT.MISSING_FILE', { path, problem });
}

/** PATH is not a secret, and programs such as `#!/usr/bin/env node` are not found without it. */
function variablesOf({ env = [], envValues = {} }: PluginSandbox, hostEnv: HostEnvironment): Confinement['env'] {
  const allowed = (name: string): boolean =>
    ['PATH', ...env].some((pattern) =>
      pattern.endsWith('*') ? name.startsWith(pattern.slice(0, -1)) : name === pattern,
    );
  const passed = Object.entries(hostEnv).filter(
    (entry): entry is [string, string] => entry[1] !== undefined && allowed(entry[0]),
  );
  return Object.fromEntries([...passed, ...Object.entries(envValues)]);
}
