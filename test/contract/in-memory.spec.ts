import {
  describeOperationProviderContract,
  describePluginManagerContract,
  describePluginTransportContract,
} from '../../src/contract/index.js';
import { inMemoryHost, subjectsOf } from '../support/contract-hosts.js';

const name = 'plugins in memory';
const subjects = subjectsOf(inMemoryHost);

describePluginTransportContract({ name, create: subjects.transport });
describePluginManagerContract({ name, create: subjects.manager });
describeOperationProviderContract({ name, create: subjects.provider });
