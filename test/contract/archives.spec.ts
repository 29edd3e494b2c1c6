import { describePluginArchivesContract } from '../../src/contract/index.js';
import { memoryArchives } from '../support/archive-subjects.js';

describePluginArchivesContract({ name: 'memory', create: memoryArchives });
