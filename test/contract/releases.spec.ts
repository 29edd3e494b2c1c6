import { describePluginReleasesContract } from '../../src/contract/index.js';
import { memoryReleases } from '../support/release-subjects.js';

describePluginReleasesContract({ name: 'memory', create: memoryReleases });
