import { ContainerModule } from 'inversify';
import { WORKFLOW_SOURCE } from '../../ports/workflow-source.js';
import { YamlWorkflowSource } from './yaml-workflow-source.js';

/** Binds the workflow source to YAML files. */
export const workflowFileModule = (): ContainerModule =>
  new ContainerModule(({ bind }) => {
    bind(WORKFLOW_SOURCE)
      .toResolvedValue(() => new YamlWorkflowSource(), [])
      .inSingletonScope();
  });
