import { expect } from 'chai';
import type { JsonObject } from '../../../../src/domain/json.js';
import { workflowJson } from '../../../../src/domain/workflow/workflow-json.js';
import { compilePattern } from '../../../../src/infrastructure/workflow_file/re2-pattern.js';
import { parseWorkflow } from '../../../../src/infrastructure/workflow_file/yaml-workflow-source.js';

const text = `name: deploy
description: Deploys
version: 1.2
author: me
tags: [a, 1]
plugins: { data: db }
inputs: [{ name: env, required: true, validation: { enum: [dev, prod] } }]
states:
  initial: build
  build:
    type: step
    description: Builds
    command: make {{- inputs.env }}
    dir: /src
    timeout: 1500ms
    on_success: ask
    on_failure: { message: 'no {{inputs.env}}' }
  ask:
    type: data.query
    config: { sql: 'select {{inputs.env}}', list: [1, { deep: '{{inputs.env}}' }] }
    continue_on_error: true
    on_success: call
  call: { type: operation, operation: slack.post, inputs: { text: hi }, on_success: done }
  done: { type: terminal, status: success, message: bye }
`;

const json = workflowJson(parseWorkflow(text, '/flows/deploy.yaml', compilePattern).workflow);
const stepsOf = (key: string): Readonly<Record<string, JsonObject>> => json[key] as Record<string, JsonObject>;

describe('workflowJson()', () => {
  it('names each field as AWF’s Go code does, and in snake_case', () => {
    expect(json).to.include({ Name: 'deploy', name: 'deploy', Version: '1.2', Initial: 'build', SourceDir: '/flows' });
    expect(json).to.include({ source_dir: '/flows', Author: 'me' });
    expect(json.tags).to.deep.equal(['a', '1']);
    expect(json.plugins).to.deep.equal({ data: 'db' });
    expect(stepsOf('Steps')).to.deep.equal(stepsOf('steps'));
  });

  it('has the fields of a command, with texts as they are written and whole seconds', () => {
    expect(stepsOf('Steps').build).to.deep.equal({
      Name: 'build',
      name: 'build',
      Description: 'Builds',
      description: 'Builds',
      Type: 'command',
      type: 'command',
      Command: 'make {{- inputs.env }}',
      command: 'make {{- inputs.env }}',
      Dir: '/src',
      dir: '/src',
      Timeout: 2,
      timeout: 2,
      OnSuccess: 'ask',
      on_success: 'ask',
      OnFailure: '__inline_error_build',
      on_failure: '__inline_error_build',
    });
  });

  it('has the settings of a plugin’s type under the plugin’s own name, and the inputs of an operation', () => {
    expect(stepsOf('steps').ask).to.deep.include({
      type: 'db.query',
      config: { sql: 'select {{inputs.env}}', list: [1, { deep: '{{inputs.env}}' }] },
      continue_on_error: true,
    });
    expect(stepsOf('steps').call).to.deep.include({ operation: 'slack.post', operation_inputs: { text: 'hi' } });
  });

  it('has the terminal states, and the inputs with their rules', () => {
    expect(stepsOf('steps').done).to.include({ type: 'terminal', status: 'success', message: 'bye' });
    expect(stepsOf('steps').__inline_error_build).to.include({ type: 'terminal', message: 'no {{inputs.env}}' });
    const [input] = json.inputs as readonly JsonObject[];
    expect(input).to.deep.include({
      Name: 'env',
      required: true,
      validation: { Enum: ['dev', 'prod'], enum: ['dev', 'prod'] },
    });
  });

  it('is small: what is empty is left out', () => {
    const small = workflowJson(
      parseWorkflow('name: f\nstates: { initial: done, done: { type: terminal } }\n', 'f.yaml', compilePattern)
        .workflow,
    );
    expect(Object.keys(small)).to.deep.equal([
      ...['Name', 'name', 'Initial', 'initial', 'Steps', 'steps', 'SourceDir', 'source_dir'],
    ]);
  });
});
