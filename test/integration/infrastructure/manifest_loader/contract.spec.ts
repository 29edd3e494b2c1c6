import { describePluginLoaderContract } from '../../../../src/contract/index.js';
import { pluginFolders } from '../../../support/contract-subjects.js';

describePluginLoaderContract({ name: 'plugins in folders', create: pluginFolders });
