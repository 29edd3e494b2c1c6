import {
  describeWorkflowSourceContract,
  workflowSourceClauses,
  type WorkflowSourceSubject,
} from '../../src/contract/index.js';
import { AwfError } from '../../src/domain/errors/awf-error.js';
import type { LoadedWorkflow, WorkflowSource } from '../../src/ports/workflow-source.js';
import { workflowFiles } from '../support/contract-subjects.js';
import { altered, describeMutants } from '../support/mutants.js';

type Load = WorkflowSource['load'];

const loading =
  (change: (load: Load, subject: WorkflowSourceSubject) => Load) =>
  (subject: WorkflowSourceSubject): WorkflowSourceSubject => ({
    ...subject,
    source: altered(subject.source, { load: change((...call) => subject.source.load(...call), subject) }),
  });

const answering = (change: (loaded: LoadedWorkflow) => LoadedWorkflow) =>
  loading(
    (load) =>
      async (...call) =>
        change(await load(...call)),
  );

const failing = (change: (error: AwfError) => unknown) =>
  loading(
    (load) =>
      (...call) =>
        load(...call).catch((error: unknown) => {
          throw change(error as AwfError) as Error;
        }),
  );

function remembering(load: Load): Load {
  const known = new Map<string, LoadedWorkflow>();
  return async (path, options) => {
    if (options?.signal?.aborted === true) return load(path, options);
    const loaded = known.get(path) ?? (await load(path, options));
    known.set(path, loaded);
    return loaded;
  };
}

function unforgiving(load: Load): Load {
  let failure: Error | undefined;
  return (...call) => {
    if (failure !== undefined) return Promise.reject(failure);
    return load(...call).catch((error: unknown) => {
      failure = error as Error;
      throw error;
    });
  };
}

describeMutants('WorkflowSource', describeWorkflowSourceContract, workflowSourceClauses, workflowFiles, {
  'WS-01': [
    'has the states in another order',
    answering(({ workflow, warnings }) => ({
      workflow: { ...workflow, states: new Map([...workflow.states].reverse()) },
      warnings,
    })),
  ],
  'WS-02': [
    'does not say where a workflow is from',
    answering(({ workflow, ...rest }) => ({ ...rest, workflow: { ...workflow, file: '' } })),
  ],
  'WS-03': [
    'warns of everything',
    answering(({ workflow, warnings }) => ({ workflow, warnings: [...warnings, { problem: 'are you sure?' }] })),
  ],
  'WS-04': ['warns of nothing', answering(({ workflow }) => ({ workflow, warnings: [] }))],
  'WS-05': [
    'does not say in which file the fault is',
    failing((error) =>
      AwfError.is(error, 'WORKFLOW.PARSE.YAML_SYNTAX')
        ? new AwfError(error.code, { ...error.details, file: '' })
        : error,
    ),
  ],
  'WS-06': [
    'reports one problem at a time',
    failing((error) => {
      if (!AwfError.is(error, 'WORKFLOW.VALIDATION.INVALID_TRANSITION')) return error;
      return new AwfError(error.code, { ...error.details, others: [] });
    }),
  ],
  'WS-07': [
    'takes a missing file for one that it cannot read',
    failing((error) => {
      if (!AwfError.is(error, 'USER.INPUT.MISSING_FILE')) return error;
      return new AwfError('SYSTEM.IO.READ_FAILED', { path: error.details.path });
    }),
  ],
  'WS-08': ['loads although the signal is aborted', loading((load) => (path) => load(path))],
  'WS-09': ['remembers what it has loaded', loading(remembering)],
  'WS-10': ['loads nothing any more once something was wrong', loading(unforgiving)],
  'WS-11': [
    'takes a text for a path',
    (subject) => ({ ...subject, source: altered(subject.source, { parse: (text) => subject.source.load(text) }) }),
  ],
});
