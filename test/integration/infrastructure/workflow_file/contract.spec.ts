import { describeWorkflowSourceContract } from '../../../../src/contract/index.js';
import { workflowFiles } from '../../../support/contract-subjects.js';

describeWorkflowSourceContract({ name: 'YAML files', create: workflowFiles });
