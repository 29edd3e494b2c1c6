import { describePluginArchivesContract } from '../../../../src/contract/index.js';
import { tarArchives } from '../../../support/archive-subjects.js';

describePluginArchivesContract({ name: 'tar', create: tarArchives });
