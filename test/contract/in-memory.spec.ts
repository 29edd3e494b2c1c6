import { ContractPlugin } from '../../src/contract/contract-plugin.js';
import {
  describeClockContract,
  describeCommandRunnerContract,
  describeLoggerContract,
  describeOperationProviderContract,
  describePluginLoaderContract,
  describePluginManagerContract,
  describePluginStateStoreContract,
  describePluginTransportContract,
  describeSettingsSourceContract,
  describeStepTypeProviderContract,
  describeValueSourceContract,
  describeWorkflowValidatorProviderContract,
} from '../../src/contract/index.js';
import { InMemoryPluginLoader, memoryDirectory } from '../../src/infrastructure/in_memory/in-memory-plugin-loader.js';
import type { Plugin } from '../../src/sdk/plugin.js';
import { inMemoryHost, subjectsOf } from '../support/contract-hosts.js';
import {
  manualClock,
  memoryCommands,
  memorySettings,
  memoryStates,
  memoryValues,
  recordingLogger,
} from '../support/contract-subjects.js';

const name = 'plugins in memory';
const subjects = subjectsOf(inMemoryHost);

describePluginTransportContract({
  name,
  notSupported: { code: 'EXECUTION.PLUGIN.SANDBOX_UNAVAILABLE', clauses: ['PT-19'] },
  create: subjects.transport,
});
describePluginManagerContract({ name, create: subjects.manager });
describeOperationProviderContract({ name, create: subjects.provider });
describeStepTypeProviderContract({ name, create: subjects.stepTypes });
describeWorkflowValidatorProviderContract({ name, create: subjects.validators });

const noFile = 'a plugin in memory has neither a manifest nor a program of its own';

describePluginLoaderContract({
  name,
  skip: { 'PL-06': noFile, 'PL-07': noFile, 'PL-08': noFile },
  create: () => {
    const plugins: Record<string, Plugin> = {};
    const add = (plugin: string): Promise<void> => {
      plugins[plugin] = new ContractPlugin(plugin, () => undefined);
      return Promise.resolve();
    };
    const impossible = (): Promise<never> => Promise.reject(new Error(noFile));
    void add('zeta');
    void add('alpha');
    return Promise.resolve({
      loader: new InMemoryPluginLoader(plugins),
      directory: memoryDirectory,
      missing: 'nowhere',
      add,
      addInvalid: impossible,
      addWithoutProgram: impossible,
      close: () => Promise.resolve(),
    });
  },
});

describePluginStateStoreContract({
  name: 'states in memory',
  skip: { 'PS-15': 'memory can always be read' },
  create: memoryStates,
});
describeValueSourceContract({ name, skip: { 'VS-07': 'memory has no other users' }, create: memoryValues });
describeSettingsSourceContract({
  name: 'settings in memory',
  skip: { 'SS-10': 'memory can always be read' },
  create: memorySettings,
});
describeCommandRunnerContract({
  name: 'commands in memory',
  skip: { 'CR-07': 'no directory is entered' },
  create: memoryCommands,
});
describeClockContract({ name: 'a clock that is moved by hand', create: manualClock });
describeLoggerContract({ name: 'a logger that keeps records', create: recordingLogger });
