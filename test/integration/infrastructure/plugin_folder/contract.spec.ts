import {
  describePluginInspectorContract,
  describePluginInstallationsContract,
} from '../../../../src/contract/index.js';
import { folderInspector, folderInstallations } from '../../../support/install-subjects.js';

describePluginInstallationsContract({ name: 'folders', create: folderInstallations });
describePluginInspectorContract({
  name: 'folders',
  create: folderInspector,
  skip: process.platform === 'win32' ? { 'PX-05': 'this system has no owners and modes' } : {},
});
