import { chmod, mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect } from 'chai';
import { describeSettingsSourceContract } from '../../../../src/contract/index.js';
import { AwfError } from '../../../../src/domain/errors/awf-error.js';
import type { PluginSandbox } from '../../../../src/domain/plugin/plugin-sandbox.js';
import type { ProjectSettings } from '../../../../src/domain/project/project-settings.js';
import { RecordingLogger } from '../../../../src/infrastructure/in_memory/recording-logger.js';
import { FileSettingsSource } from '../../../../src/infrastructure/project_settings/file-settings-source.js';
import { rejection } from '../../../../packages/go-plugin/test/support/rejection.js';
import { ownFolder } from '../../../support/contract-subjects.js';

const sandboxText = (given: PluginSandbox): object => ({
  env: given.env,
  env_values: given.envValues,
  working_dir: given.workingDir,
  memory: given.memoryBytes,
  cpu_time: given.cpuTimeMs === undefined ? undefined : `${given.cpuTimeMs}ms`,
  open_files: given.openFiles,
  processes: given.processes,
  no_new_privileges: given.noNewPrivileges,
  read_only: given.readOnly,
  writable: given.writable,
  network: given.network,
});

/** The settings as a file. JSON is YAML. */
function fileText({ inputs, notify, telemetry, plugins = new Map() }: Partial<ProjectSettings>): string {
  const entries = [...plugins].map(([name, { config, sandbox }]) => [
    name,
    { config, sandbox: sandbox === undefined ? undefined : sandboxText(sandbox) },
  ]);
  return JSON.stringify({
    inputs,
    notify: { default_backend: notify?.defaultBackend },
    telemetry: { exporter: telemetry?.exporter, service_name: telemetry?.serviceName },
    plugins: Object.fromEntries(entries) as object,
  });
}

/** A project with a file of settings, as text. */
async function project(text?: string, optional = true) {
  const { root, close } = await ownFolder();
  const path = join(root, 'config.yaml');
  if (text !== undefined) await writeFile(path, text);
  const logger = new RecordingLogger();
  const source = new FileSettingsSource(() => ({ path, optional, folder: root }), logger);
  return { source, path, logger, [Symbol.asyncDispose]: close };
}

describeSettingsSourceContract({
  name: '.awf/config.yaml',
  create: async () => {
    const { root, close } = await ownFolder();
    const path = join(root, 'config.yaml');
    return {
      open: () => new FileSettingsSource(() => ({ path, optional: true, folder: root }), new RecordingLogger()),
      keep: (settings) => writeFile(path, fileText(settings)),
      corrupt: () => writeFile(path, 'plugins: {'),
      close,
    };
  },
});

describe('Settings in a file', () => {
  it('must exist where the file was named', async () => {
    await using named = await project(undefined, false);
    const error = await rejection(named.source.load());
    expect(AwfError.is(error, 'USER.INPUT.MISSING_FILE') && error.details.path).to.equal(named.path);
  });

  it('are not taken for none where something else is in place of the file', async () => {
    await using folder = await project();
    await mkdir(folder.path);
    expect(AwfError.is(await rejection(folder.source.load()), 'USER.INPUT.MISSING_FILE')).to.equal(true);
    await rm(folder.path, { recursive: true });
  });

  it('are refused with file, line and column', async () => {
    await using wrong = await project('plugins:\n  echo:\n    sandbox:\n      netwrok: false\n');
    const error = (await rejection(wrong.source.load())) as Error;
    expect(error.message).to.equal(
      `invalid project settings: ${wrong.path}:4:7: plugins.echo.sandbox.netwrok: unknown setting; did you mean network?`,
    );
  });

  it('are refused when they are no text, or too long', async () => {
    for (const text of ['\u0000'.repeat(1024 * 1024 + 1)]) {
      await using long = await project(text);
      const error = (await rejection(long.source.load())) as Error;
      expect(error.message).to.include(`${long.path}: the file is larger than 1048576 bytes`);
    }
    await using binary = await project();
    await writeFile(binary.path, Buffer.from([0xff, 0xfe, 0x00]));
    expect(((await rejection(binary.source.load())) as Error).message).to.include('the file is not UTF-8 text');
  });

  it('are refused when other users could change them, unless they are only to be warned of', async function () {
    if (process.platform === 'win32') this.skip();
    await using shared = await project('inputs: { name: theirs }\n');
    await chmod(shared.path, 0o606);
    const error = await rejection(shared.source.load());
    expect(AwfError.is(error, 'SYSTEM.IO.READ_FAILED') && error.details).to.deep.include({
      path: shared.path,
      problem: { problem: 'it can be changed by every user of this machine' },
      exposed: true,
    });
    const warnings: string[] = [];
    const find = () => ({ path: shared.path, optional: true, folder: '/' });
    const tolerant = new FileSettingsSource(find, shared.logger, (problem) => warnings.push(problem));
    expect((await tolerant.load()).inputs).to.deep.equal({ name: 'theirs' });
    expect(warnings).to.have.lengthOf(1);
  });

  it('name the place of an unknown key in the log, once', async () => {
    await using odd = await project('inputs: {}\nfuture: 1\n');
    await odd.source.load();
    await odd.source.load();
    expect(odd.logger.records.map(({ level, message, fields }) => [level, message, fields])).to.deep.equal([
      ['warn', 'future: unknown key, ignored', { file: `${odd.path}:2:1` }],
    ]);
  });
});
