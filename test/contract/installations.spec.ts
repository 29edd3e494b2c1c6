import { describePluginInspectorContract, describePluginInstallationsContract } from '../../src/contract/index.js';
import { memoryInspector, memoryInstallations } from '../support/install-subjects.js';

describePluginInstallationsContract({ name: 'memory', create: memoryInstallations });
describePluginInspectorContract({ name: 'memory', create: memoryInspector });
