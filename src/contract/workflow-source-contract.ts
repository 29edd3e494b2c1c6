import { expect } from 'chai';
import type { ErrorCode } from '../domain/errors/error-details.js';
import type { WorkflowSource } from '../ports/workflow-source.js';
import { describeClauses, type Clause, type ContractOptions, type ContractSubject } from './clauses.js';
import { expectAborted, expectRejection } from './expectations.js';

/** A source with a workflow for each case that the clauses tell apart. */
export interface WorkflowSourceSubject extends ContractSubject {
  /** What is tested. */
  readonly source: WorkflowSource;
  /** Path of the workflow `build`: initial state `compile`, a command, which leads to the terminal state `done`. */
  readonly valid: string;
  /** Path of the same workflow with a further terminal state, `lost`, which no state leads to. */
  readonly odd: string;
  /** Path of something that is not a workflow at all. */
  readonly malformed: string;
  /** Path of a workflow in which `compile` leads to `nowhere` on success and to `nothing` on failure, neither of which exists. */
  readonly invalid: string;
  /** A path that nothing is kept at. */
  readonly missing: string;
  /** The text of the workflow at {@link valid}. */
  readonly text: string;
  /** Gives the workflow at {@link valid} the name `rebuild`. */
  readonly rename: () => Promise<void>;
}

/** Clauses of the port WorkflowSource. */
export const workflowSourceClauses: readonly Clause<WorkflowSourceSubject>[] = [
  {
    id: 'WS-01',
    title: 'loads the workflow at a path, with its states in their order',
    async check({ source, valid }) {
      const { workflow } = await source.load(valid);
      expect(workflow.name).to.equal('build');
      expect([...workflow.states.keys()]).to.deep.equal(['compile', 'done']);
      expect([...workflow.states.values()].map(({ kind }) => kind)).to.deep.equal(['command', 'terminal']);
    },
  },
  {
    id: 'WS-02',
    title: 'names the path in the workflow, for messages',
    async check({ source, valid }) {
      expect((await source.load(valid)).workflow.file).to.equal(valid);
    },
  },
  {
    id: 'WS-03',
    title: 'has no warnings about a workflow in good order',
    async check({ source, valid }) {
      expect((await source.load(valid)).warnings).to.deep.equal([]);
    },
  },
  {
    id: 'WS-04',
    title: 'warns of a state that no state leads to, and loads the workflow all the same',
    async check({ source, odd }) {
      const { workflow, warnings } = await source.load(odd);
      expect(workflow.name).to.equal('build');
      expect(warnings.map(({ problem }) => problem).join()).to.include('lost');
    },
  },
  {
    id: 'WS-05',
    title: 'rejects what is not a workflow, with the place',
    async check({ source, malformed }) {
      const error = await expectRejection(source.load(malformed), 'WORKFLOW.PARSE.YAML_SYNTAX');
      expect(error.details.file).to.equal(malformed);
      expect(error.details.line).to.be.at.least(1);
    },
  },
  {
    id: 'WS-06',
    title: 'rejects a workflow that could not run, with the first problem and all others',
    async check({ source, invalid }) {
      const code = 'WORKFLOW.VALIDATION.INVALID_TRANSITION' satisfies ErrorCode;
      const { details } = await expectRejection(source.load(invalid), code);
      expect(details).to.include({ state: 'compile', target: 'nowhere' });
      expect(details.others?.map(({ problem }) => problem).join()).to.include('nothing');
    },
  },
  {
    id: 'WS-07',
    title: 'rejects a path that nothing is kept at',
    async check({ source, missing }) {
      const error = await expectRejection(source.load(missing), 'USER.INPUT.MISSING_FILE');
      expect(error.details.path).to.equal(missing);
    },
  },
  {
    id: 'WS-08',
    title: 'loads nothing when the signal is already aborted',
    async check({ source, valid }) {
      await expectAborted((signal) => source.load(valid, { signal }), 'EXECUTION.WORKFLOW.CANCELED');
    },
  },
  {
    id: 'WS-09',
    title: 'loads a workflow as it is now, not as it was before',
    async check({ source, valid, rename }) {
      await source.load(valid);
      await rename();
      expect((await source.load(valid)).workflow.name).to.equal('rebuild');
    },
  },
  {
    id: 'WS-10',
    title: 'loads a workflow after it has rejected another',
    async check({ source, valid, invalid, malformed, missing }) {
      for (const path of [invalid, malformed, missing]) await source.load(path).catch(() => undefined);
      expect((await source.load(valid)).workflow.states.size).to.equal(2);
    },
  },
  {
    id: 'WS-11',
    title: 'reads a workflow from a text, and names it in errors',
    async check({ source, text }) {
      const { workflow } = await source.parse(text, 'given');
      expect([workflow.name, workflow.file]).to.deep.equal(['build', 'given']);
      const error = await expectRejection(source.parse(`]${text}`, 'given'), 'WORKFLOW.PARSE.YAML_SYNTAX');
      expect(error.details.file).to.equal('given');
    },
  },
];

/** Registers the suite of the port WorkflowSource. */
export function describeWorkflowSourceContract(options: ContractOptions<WorkflowSourceSubject>): void {
  describeClauses('WorkflowSource', workflowSourceClauses, options);
}
