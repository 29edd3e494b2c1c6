import { createServer, type AddressInfo } from 'node:net';
import { spawn } from 'node:child_process';
import { chmod, chown, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { expect } from 'chai';
import { createHost, type Host } from '../../src/app/composition/create-host.js';
import { AwfError } from '../../src/domain/errors/awf-error.js';
import type { JsonObject } from '../../src/domain/json.js';
import { demandsOf, type PluginSandbox } from '../../src/domain/plugin/plugin-sandbox.js';
import { MeansFinder, thisSystem } from '../../src/infrastructure/grpc_host/sandbox/means-finder.js';
import { InMemorySettingsSource } from '../../src/infrastructure/in_memory/in-memory-settings-source.js';
import { SETTINGS_SOURCE } from '../../src/ports/settings-source.js';
import { silentLogger } from '../../packages/go-plugin/src/logger.js';
import { awfBinary } from './awf.js';

/** A plugin with the operation `greed`. */
export interface GreedyPlugin {
  readonly directory: string;
  readonly name: string;
}

/** A host whose settings give the plugin a sandbox. */
export const hostOf = ({ directory, name }: GreedyPlugin, sandbox: PluginSandbox): Promise<Host> =>
  createHost({
    pluginsDir: directory,
    logger: silentLogger,
    // A safety net: a machine that is busy takes long to start a plugin.
    limits: { startTimeoutMs: 60_000 },
    configure: (container) => {
      const settings = new InMemorySettingsSource({ plugins: new Map([[name, { config: {}, sandbox }]]) });
      container.rebind(SETTINGS_SOURCE).toConstantValue(settings);
    },
  });

/** How far the plugin came, or how it ended. */
export async function greed(host: Host, { name }: GreedyPlugin, inputs: JsonObject): Promise<JsonObject> {
  try {
    const result = await host.operations.execute(`${name}.greed`, inputs, { timeoutMs: 120_000 });
    return result.success ? result.outputs : { refused: result.error };
  } catch (error) {
    if (AwfError.is(error, 'EXECUTION.PLUGIN.CRASHED')) return { ended: error.details.end.reason };
    throw error;
  }
}

/** Why a sandbox cannot be kept on this machine, if it cannot. */
export async function whyNot(sandbox: PluginSandbox): Promise<string | undefined> {
  const means = await new MeansFinder(thisSystem).find(demandsOf(sandbox));
  return 'reason' in means ? means.reason : undefined;
}

/** What a plugin tries, what limits it, and what it gets. */
export interface Attack {
  readonly title: string;
  readonly sandbox: PluginSandbox;
  readonly inputs: JsonObject;
  /** Throws unless the attack was contained. */
  readonly contained: (outcome: JsonObject) => void;
}

/** The attacks, with the file and the port that they are after. */
export function attacks(outside: string, port: number): readonly Attack[] {
  return [
    {
      title: 'an allocation of 10 GB under 512 MiB',
      sandbox: { memoryBytes: 512 * 2 ** 20 },
      inputs: { what: 'memory', most: 10_240 },
      // Node refuses the operation, Go ends.
      contained: (outcome) => expect(outcome).to.have.any.keys('refused', 'ended'),
    },
    {
      title: '100,000 descriptors under 256',
      sandbox: { openFiles: 256 },
      inputs: { what: 'descriptors', most: 100_000 },
      contained: ({ got, problem }) => {
        expect(problem).to.equal('EMFILE');
        expect(got).to.be.below(256);
      },
    },
    {
      title: 'an endless loop under 2 s of processor time',
      sandbox: { cpuTimeMs: 2_000 },
      inputs: { what: 'time' },
      contained: (outcome) => expect(outcome).to.have.property('ended').that.is.oneOf(['exited', 'signaled']),
    },
    {
      title: 'a write outside of its folders',
      sandbox: { readOnly: true },
      inputs: { what: 'file', path: outside },
      contained: (outcome) => expect(outcome).to.include({ got: 0, problem: 'EROFS' }),
    },
    {
      title: 'a connection to a server of this machine',
      sandbox: { network: false },
      inputs: { what: 'network', most: port },
      contained: (outcome) => expect(outcome).to.include({ got: 0, problem: 'ENETUNREACH' }),
    },
    {
      title: 'such a connection from a read-only file system',
      sandbox: { readOnly: true, network: false },
      inputs: { what: 'network', most: port },
      contained: (outcome) => expect(outcome).to.have.property('got', 0),
    },
  ];
}

/** A folder and a server that attacks are after. */
export async function target() {
  const folder = await mkdtemp(join(tmpdir(), 'awf-greedy-'));
  const server = createServer((socket) => socket.destroy());
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    folder,
    port: (server.address() as AddressInfo).port,
    async [Symbol.asyncDispose]() {
      await new Promise((resolve) => server.close(resolve));
      await rm(folder, { recursive: true });
    },
  };
}

/** A folder that another user can read. The temp folder of the tests is closed to others. */
export async function openFolder(prefix: string): Promise<string> {
  const folder = await mkdtemp(join(process.getuid?.() === 0 ? '/tmp' : tmpdir(), prefix));
  await chmod(folder, 0o755);
  return folder;
}

const nobody = { uid: 65_534, gid: 65_534 };

/**
 * Has `awf` run the plugin, which starts as many processes as it can. Root is not counted, so then another user runs it.
 * @returns what it got, or why this machine cannot show that
 */
async function forkBomb({ directory, name }: GreedyPlugin): Promise<JsonObject | string> {
  const folder = await openFolder('awf-forks-');
  try {
    const sandbox = { processes: 60 };
    await writeFile(join(folder, 'settings.yaml'), JSON.stringify({ plugins: { [name]: { sandbox } } }));
    await writeFile(join(folder, 'flow.yaml'), forkFlow(name));
    const args = ['run', 'flow.yaml', '-f', 'json', '--config', 'settings.yaml', '--plugins-dir', directory];
    const user = process.getuid?.() === 0 ? nobody : undefined;
    if (user !== undefined) await chown(folder, user.uid, user.gid);
    const env = { PATH: process.env['PATH'], HOME: folder, TMPDIR: folder };
    const child = spawn(process.execPath, [awfBinary, ...args], { cwd: folder, env, ...user });
    const [stdout, stderr] = await Promise.all([text(child.stdout), text(child.stderr)]);
    if (stdout === '') return `another user cannot run awf here: ${stderr.slice(0, 200)}`;
    const result = JSON.parse(stdout) as ForkResult;
    if (result.error?.code === 'EXECUTION.PLUGIN.SANDBOX_UNAVAILABLE') return result.error.message;
    return result.states.fork?.response ?? { problem: stdout };
  } finally {
    await rm(folder, { recursive: true });
  }
}

interface ForkResult {
  readonly states: Readonly<Record<string, { readonly response?: JsonObject }>>;
  readonly error?: { readonly code: string; readonly message: string };
}

const forkFlow = (plugin: string): string => `name: forks
states:
  initial: fork
  fork: { type: operation, operation: ${plugin}.greed, inputs: { what: processes, most: 200 }, on_success: done }
  done: { type: terminal }
`;

/** Registers the tests of a greedy plugin: what it gets without a sandbox and with one. */
export function describeSandbox(language: string, plugin: () => GreedyPlugin): void {
  const tried: string[] = [];
  const skipped: string[] = [];
  let contained = 0;

  after(() => {
    process.stdout.write(
      `      ${language}: contained ${contained} of ${tried.length} attacks, ${skipped.length} skipped\n`,
    );
  });

  for (const { title } of attacks('', 0))
    it(`contains ${title}`, async function () {
      await using goal = await target();
      const attack = attacks(join(goal.folder, 'file'), goal.port).find((one) => one.title === title);
      if (attack === undefined) throw new Error(title);
      const reason = await whyNot(attack.sandbox);
      if (reason !== undefined) {
        skipped.push(title);
        process.stdout.write(`      skipped: ${reason}\n`);
        this.skip();
      }
      tried.push(title);
      await using host = await hostOf(plugin(), attack.sandbox);
      attack.contained(await greed(host, plugin(), attack.inputs));
      contained += 1;
      if (attack.inputs.what !== 'file' && attack.inputs.what !== 'network') return;
      await using free = await hostOf(plugin(), {});
      expect(await greed(free, plugin(), attack.inputs)).to.include({ got: 1 });
    });

  it('lets the plugin write to the folders that are named, and to no other', async function () {
    await using goal = await target();
    const sandbox = { readOnly: true, writable: [goal.folder] };
    const reason = await whyNot(sandbox);
    if (reason !== undefined) this.skip();
    await using host = await hostOf(plugin(), sandbox);
    const path = join(goal.folder, 'file');
    expect(await greed(host, plugin(), { what: 'file', path })).to.include({ got: 1 });
    expect(await greed(host, plugin(), { what: 'file', path: join(tmpdir(), 'awf-greedy-file') })).to.include({
      got: 0,
    });
  });

  it('starts the plugin in its folder, and keeps it from gaining privileges', async function () {
    await using goal = await target();
    const sandbox = { workingDir: goal.folder, noNewPrivileges: true };
    if ((await whyNot(sandbox)) !== undefined) this.skip();
    await using host = await hostOf(plugin(), sandbox);
    expect(await greed(host, plugin(), { what: 'facts' })).to.deep.include({ got: 1, problem: goal.folder });
  });

  it('contains a fork bomb under 60 processes, for a user who is not root', async function () {
    const outcome = await forkBomb(plugin());
    if (typeof outcome === 'string') {
      skipped.push('a fork bomb');
      process.stdout.write(`      skipped: ${outcome}\n`);
      this.skip();
    }
    tried.push('a fork bomb');
    expect(outcome).to.have.property('problem', 'EAGAIN');
    expect(outcome.got).to.be.below(60);
    contained += 1;
  });

  it('keeps all limits at once', async function () {
    await using goal = await target();
    const sandbox: PluginSandbox = {
      env: [],
      envValues: { MODE: 'strict' },
      workingDir: goal.folder,
      memoryBytes: 2 ** 30,
      cpuTimeMs: 60_000,
      openFiles: 256,
      noNewPrivileges: true,
      readOnly: true,
      writable: [goal.folder],
      network: false,
    };
    if ((await whyNot(sandbox)) !== undefined) this.skip();
    await using host = await hostOf(plugin(), sandbox);
    expect(await greed(host, plugin(), { what: 'facts' })).to.deep.include({ got: 1, problem: goal.folder });
    expect(await greed(host, plugin(), { what: 'descriptors', most: 100_000 })).to.include({ problem: 'EMFILE' });
  });
}
