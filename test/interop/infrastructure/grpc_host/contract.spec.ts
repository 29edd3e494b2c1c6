import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  describeOperationProviderContract,
  describePluginManagerContract,
  describePluginTransportContract,
  describeStepTypeProviderContract,
  describeWorkflowValidatorProviderContract,
} from '../../../../src/contract/index.js';
import { silentLogger } from '../../../../packages/go-plugin/src/logger.js';
import { GrpcPluginTransport } from '../../../../src/infrastructure/grpc_host/grpc-plugin-transport.js';
import { FilePluginLoader } from '../../../../src/infrastructure/manifest_loader/file-plugin-loader.js';
import { subjectsOf } from '../../../support/contract-hosts.js';
import { requireGo } from '../../../../packages/go-plugin/test/support/go.js';
import { buildPeer } from '../../../../packages/go-plugin/test/support/go-plugin-peers.js';

const manifest = (name: string): string =>
  `name: ${name}\nversion: 1.0.0\nawf_version: ">=0.5.0"\ncapabilities: [operations, step_types, validators]\n`;

describe('A plugin written in Go', () => {
  const name = 'a Go plugin on the real go-plugin';
  let directory = '';

  before(async function () {
    requireGo(this);
    directory = await mkdtemp(join(tmpdir(), 'awf-go-'));
    for (const plugin of ['goecho', 'switched-off']) {
      await mkdir(join(directory, plugin));
      await writeFile(join(directory, plugin, 'plugin.yaml'), manifest(plugin));
    }
    await symlink(await buildPeer('awf-plugin-goecho'), join(directory, 'goecho', 'awf-plugin-goecho'));
  });

  after(async () => {
    if (directory !== '') await rm(directory, { recursive: true });
  });

  const subjects = subjectsOf(() => ({
    transport: new GrpcPluginTransport(silentLogger),
    loader: new FilePluginLoader(),
    directory,
    plugin: 'goecho',
    disabled: 'switched-off',
  }));

  describePluginTransportContract({ name, create: subjects.transport });
  describePluginManagerContract({ name, create: subjects.manager });
  describeOperationProviderContract({ name, create: subjects.provider });
  describeStepTypeProviderContract({ name, create: subjects.stepTypes });
  describeWorkflowValidatorProviderContract({ name, create: subjects.validators });
});
