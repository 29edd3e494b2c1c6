import { expect } from 'chai';
import type { JsonObject } from '../domain/json.js';
import type { PluginConnection } from '../ports/plugin-transport.js';
import type { Clause } from './clauses.js';
import { expectRejection, nested } from './expectations.js';
import type { PluginTransportSubject } from './plugin-transport-subject.js';

const connected =
  (check: (connection: PluginConnection) => Promise<void>) =>
  async (subject: PluginTransportSubject): Promise<void> => {
    await using connection = await subject.transport.connect(subject.plugin);
    await connection.init({});
    await check(connection);
  };

const step = (stepType: string, config: JsonObject) => ({ stepName: 'a', stepType, config, inputs: {} });

const workflow = (description: string): string => JSON.stringify({ Name: 'w', Description: description });

/** Clauses about the types of steps and the validator of a plugin. */
export const transportServiceClauses: readonly Clause<PluginTransportSubject>[] = [
  {
    id: 'PT-20',
    title: 'lists types of steps under the names that the plugin has for them, with their settings',
    check: connected(async (connection) => {
      const types = await connection.stepTypes();
      expect(types.map(({ name }) => name)).to.include.members(['crash', 'echo', 'exit', 'sleep', 'throw', 'types']);
      expect(types.find(({ name }) => name === 'echo')?.config.text).to.include({ type: 'string', required: true });
    }),
  },
  {
    id: 'PT-21',
    title: 'executes a step, and leaves its settings unchecked: the plugin says what it thinks of them',
    check: connected(async (connection) => {
      const done = await connection.executeStep(step('exit', { code: 3 }));
      expect(done).to.deep.equal({ output: 'exit 3', data: {}, exitCode: 3 });
      const wrong = await expectRejection(connection.executeStep(step('exit', {})), 'EXECUTION.PLUGIN.CALL_FAILED');
      expect(wrong.details).to.include({ call: 'exit', status: 'UNKNOWN' });
      expect(wrong.details.message).to.include('setting "code" is required');
    }),
  },
  {
    id: 'PT-22',
    title: 'carries settings nested 512 levels deep, and refuses deeper ones by the name of the setting',
    check: connected(async (connection) => {
      const { data } = await connection.executeStep(step('types', { array: nested(510) }));
      expect(JSON.stringify((data.config as JsonObject).array)).to.equal(JSON.stringify(nested(510)));
      const call = connection.executeStep(step('types', { array: nested(513) }));
      const error = await expectRejection(call, 'USER.VALIDATION.STEP_CONFIG');
      expect(error.details.problems[0]?.field).to.equal('array');
    }),
  },
  {
    id: 'PT-23',
    title: 'asks the validator about a workflow',
    check: connected(async (connection) => {
      const found = await connection.validateWorkflow(workflow('find'));
      expect(found.map(({ severity }) => severity)).to.deep.equal(['error', 'warning', 'info']);
    }),
  },
  {
    id: 'PT-24',
    title: 'asks the validator about a step, and rejects when it throws',
    check: connected(async (connection) => {
      const json = JSON.stringify({ Description: 'find', steps: { b: { type: 'operation' } } });
      const found = await connection.validateStep(json, 'b');
      expect(found).to.deep.equal([{ severity: 'warning', message: 'b is a operation', step: 'b', field: 'type' }]);
      const call = connection.validateStep(workflow('throw'), 'b');
      const error = await expectRejection(call, 'EXECUTION.PLUGIN.CALL_FAILED');
      expect(error.details).to.include({ call: 'ValidateStep', message: 'validate step: cannot judge' });
    }),
  },
];
