import {
  contractPlugins,
  describeOperationProviderContract,
  describePluginEventsContract,
  describePluginManagerContract,
  describePluginTransportContract,
  describeStepTypeProviderContract,
  describeWorkflowValidatorProviderContract,
} from '../../../../src/contract/index.js';
import { silentLogger } from '../../../../packages/go-plugin/src/logger.js';
import { GrpcPluginTransport } from '../../../../src/infrastructure/grpc_host/grpc-plugin-transport.js';
import { FilePluginLoader } from '../../../../src/infrastructure/manifest_loader/file-plugin-loader.js';
import { subjectsOf } from '../../../support/contract-hosts.js';

const name = 'a TypeScript plugin in a process of its own';
const subjects = subjectsOf(() => ({
  transport: new GrpcPluginTransport(silentLogger),
  loader: new FilePluginLoader(),
  ...contractPlugins(),
}));

describePluginTransportContract({ name, create: subjects.transport });
describePluginManagerContract({ name, create: subjects.manager });
describePluginEventsContract({ name, create: subjects.transport });
describeOperationProviderContract({ name, create: subjects.provider });
describeStepTypeProviderContract({ name, create: subjects.stepTypes });
describeWorkflowValidatorProviderContract({ name, create: subjects.validators });
