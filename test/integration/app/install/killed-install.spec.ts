import { readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect } from 'chai';
import { projectRoot } from '../../../../packages/go-plugin/test/support/fixtures.js';
import { runProgram, type ProgramRun } from '../../../../packages/go-plugin/test/support/run-program.js';
import { createInstaller } from '../../../../src/app/composition/create-installer.js';
import { matchesApproval } from '../../../../src/domain/plugin/plugin-approval.js';
import { ManualClock } from '../../../../src/infrastructure/in_memory/manual-clock.js';
import { FilePluginLoader } from '../../../../src/infrastructure/manifest_loader/file-plugin-loader.js';
import { FolderInspector } from '../../../../src/infrastructure/plugin_folder/folder-inspector.js';
import { FilePluginStateStore } from '../../../../src/infrastructure/state_store/file-plugin-state-store.js';
import { pluginEntries, tarGz } from '../../../support/archives.js';
import { awfBinary, AwfSandbox } from '../../../support/awf.js';

/** An upper limit for the changes that one install makes. */
const mostChanges = 80;

describe('An install that is interrupted', () => {
  let sandbox: AwfSandbox;

  beforeEach(async () => {
    sandbox = await AwfSandbox.create();
    for (const version of ['1.0.0', '2.0.0']) {
      const entries = [...pluginEntries('echo', version), { path: 'lib/data', content: version.repeat(1_000) }];
      await writeFile(archive(version), tarGz(entries));
    }
  });
  afterEach(() => sandbox[Symbol.asyncDispose]());

  const archive = (version: string): string => join(sandbox.directory, `${version}.tar.gz`);
  const plugins = (): string => join(sandbox.directory, 'data', 'awf', 'plugins');

  const store = (): FilePluginStateStore =>
    new FilePluginStateStore(join(plugins(), 'plugins.json'), new ManualClock());

  /** As the command does, in this process: starting the command takes most of the time of this test. */
  async function install(version: string): Promise<void> {
    const { installer } = await createInstaller({
      stateStore: store(),
      pluginsDir: plugins(),
      env: sandbox.env,
      cwd: sandbox.directory,
    });
    await installer.install(archive(version), { repository: archive(version), force: true });
  }

  const installUntil = (version: string, at: number, how: 'kill' | 'full'): Promise<ProgramRun> =>
    runProgram(process.execPath, [awfBinary, 'plugin', 'install', archive(version), '--force'], {
      cwd: sandbox.directory,
      env: {
        ...sandbox.env,
        KILL_AT: String(at),
        KILL_HOW: how,
        NODE_OPTIONS: `--require ${projectRoot}test/support/kill-at-write.cjs`,
      },
    });

  /** The version that is found, and whether a host would start it. */
  async function found(): Promise<readonly string[]> {
    const states = store();
    await states.load();
    const infos = await new FilePluginLoader().discoverPlugins(plugins());
    return Promise.all(
      infos.map(async ({ manifest, locator }) => {
        const inspection = await new FolderInspector().inspect(locator);
        const { approved } = states.getState(manifest.name);
        const starts = approved?.some((approval) => matchesApproval(inspection, approval));
        return `${manifest.version} ${starts === true ? 'starts' : 'is refused'}`;
      }),
    );
  }

  for (const [how, ends] of [
    ['kill', null],
    ['full', 4],
  ] as const)
    it(`leaves the old version or the new one, at whatever change it ends (${how})`, async function () {
      this.timeout(300_000);
      const seen = new Set<string>();
      let at = 0;
      for (let exitCode: number | null = ends; exitCode === ends && at < mostChanges; at += 1) {
        await install('1.0.0');
        expect(await found()).to.deep.equal(['1.0.0 starts']);
        const run = await installUntil('2.0.0', at + 1, how);
        exitCode = run.exitCode;
        const after = await found();
        expect(after, `change ${at + 1}`).to.have.lengthOf(1);
        expect(after[0], `change ${at + 1}`).to.be.oneOf(['1.0.0 starts', '2.0.0 starts']);
        seen.add(after[0]!);
      }
      expect(at).to.be.within(10, mostChanges - 1);
      expect(seen).to.include.keys('1.0.0 starts', '2.0.0 starts');
      expect(await found()).to.deep.equal(['2.0.0 starts']);
      expect(await readdir(join(plugins(), '.installing'))).to.deep.equal([]);
    });
});
