import { Container } from 'inversify';
import { workflowFileModule } from '../../infrastructure/workflow_file/workflow-file.module.js';
import { WORKFLOW_SOURCE, type WorkflowSource } from '../../ports/workflow-source.js';
import { resolve } from './resolve.js';

/** The source of workflows alone, without a host: reading a file needs no plugins and loads nothing of gRPC. */
export function workflowSource(): WorkflowSource {
  const container = new Container();
  container.load(workflowFileModule());
  return resolve(container, WORKFLOW_SOURCE);
}
