import { pause, SupervisedPluginTransport } from '../../src/app/plugins/supervised-plugin-transport.js';
import { defaultSupervision } from '../../src/app/composition/container-options.js';
import {
  describeOperationProviderContract,
  describePluginManagerContract,
  describePluginTransportContract,
} from '../../src/contract/index.js';
import { silentLogger } from '../../packages/go-plugin/src/logger.js';
import { systemClock } from '../../src/infrastructure/system_clock/system-clock.js';
import { inMemoryHost, subjectsOf, type ContractHost } from '../support/contract-hosts.js';

const name = 'supervised plugins in memory';

function supervisedHost(): ContractHost {
  const host = inMemoryHost();
  const ports = { clock: systemClock, logger: silentLogger, random: () => 0.5, pause };
  return { ...host, transport: new SupervisedPluginTransport(host.transport, defaultSupervision, ports) };
}

const subjects = subjectsOf(supervisedHost);

describePluginTransportContract({
  name,
  notSupported: { code: 'EXECUTION.PLUGIN.SANDBOX_UNAVAILABLE', clauses: ['PT-19'] },
  create: subjects.transport,
});
describePluginManagerContract({ name, create: subjects.manager });
describeOperationProviderContract({ name, create: subjects.provider });
