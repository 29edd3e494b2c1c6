import { chmodSync, existsSync, statSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { expect } from 'chai';
import { createCommandRunner } from '../../../src/process/child-process-runner.js';
import type { RunnerFunction } from '../../../src/process/runner.js';
import { ContainerRunner } from '../../support/container-runner.js';
import { fixtureClient } from '../../support/fixture-client.js';
import { pluginFixture } from '../../support/fixtures.js';
import { failure } from '../../support/go-plugin-failure.js';
import { interopClient, interopPluginProgram } from '../../support/interop-host.js';

const socketOf = (path: string) => statSync(path).mode & 0o777;

describe('a plugin in a container', () => {
  let root: string;
  beforeEach(async () => {
    root = await mkdtemp(join(tmpdir(), 'root-'));
  });
  afterEach(() => rm(root, { recursive: true }));

  it('is reached through translated addresses, on brokered connections in both directions, too [H31]', async () => {
    const container = new ContainerRunner(root);
    const client = interopClient(process.execPath, { args: [interopPluginProgram], runner: container.run });
    const interop = await client.dispense('interop');
    const socketDir = container.command?.socketDir ?? '';
    const [handshake = ''] = container.translations;
    expect(handshake).to.match(/^sockets\/plugin\d+ -> /);
    expect(handshake).to.include(`-> ${socketDir}/plugin`);

    expect(await interop.letPluginDial('in')).to.match(/in/);
    expect(container.translations.at(-1)).to.match(/^\/.*\/plugin\d+ -> sockets\/plugin\d+$/);
    expect(await interop.dialAndPing('out')).to.match(/out/);
    expect(container.translations.at(-1)).to.include(`-> ${socketDir}/plugin`);
    expect(client.pid).to.equal(undefined);
    await client.kill();
    expect((await client.exited).exitCode).to.equal(0);
    expect(existsSync(socketDir)).to.equal(false);
  });

  it('that does not start is explained by its runner [H31]', async () => {
    const container = new ContainerRunner(root);
    const client = fixtureClient('prints', ['"banner\\n"'], { runner: container.run });
    const error = await failure(client.start(), 'HANDSHAKE_INVALID');
    expect(error.details.notes).to.deep.equal(['it runs in a container']);
  });

  it('needs no command: its runner knows what to start, and its errors go by the runner’s name for it [H31]', async () => {
    const start = createCommandRunner({ stdin: 'ignore' });
    const runner: RunnerFunction = ({ env, ...given }, signal) => {
      expect(given).to.include({ command: '' });
      return start({ command: process.execPath, args: [pluginFixture('prints'), '"banner\\n"'], env }, signal);
    };
    const error = await failure(
      fixtureClient('prints', [], { command: undefined, args: [], runner }).start(),
      'HANDSHAKE_INVALID',
    );
    expect(error.details).to.include({ path: 'node', line: 'banner' });
  });
});

describe('the directory of the sockets', () => {
  let tempDir: string;
  beforeEach(async () => {
    tempDir = await mkdtemp(join(tmpdir(), 'temp-'));
    chmodSync(tempDir, 0o700);
  });
  afterEach(() => rm(tempDir, { recursive: true }));

  it('is in the configured place, open only to the group, and gone after the kill [H32]', async () => {
    const group = String(process.getgid?.());
    const unixSocketConfig = { group, tempDir };
    const client = interopClient(process.execPath, { args: [interopPluginProgram], autoMtls: false, unixSocketConfig });
    await client.connect();
    const socket = client.reattachConfig()!.address.address;
    const directory = dirname(socket);
    expect(dirname(directory)).to.equal(tempDir);
    expect(basename(directory)).to.match(/^plugin-dir/);
    expect(socketOf(directory).toString(8)).to.equal('770');
    expect(socketOf(socket).toString(8)).to.equal('660');
    expect(statSync(directory).gid).to.equal(process.getgid?.());
    await client.kill();
    expect(existsSync(directory)).to.equal(false);
  });

  it('is rejected if it cannot be made, if the group is unknown, or if its path is too long [H32]', async () => {
    const start = (unixSocketConfig: object) => fixtureClient('well-behaved', [], { unixSocketConfig }).start();
    await failure(start({ tempDir: join(tempDir, 'none') }), 'CONFIG_INVALID');
    await failure(start({ tempDir, group: 'no-such-group-here' }), 'CONFIG_INVALID');
    await failure(start({ tempDir: join(tempDir, 'x'.repeat(100)) }), 'SOCKET_PATH_TOO_LONG');
  });
});
