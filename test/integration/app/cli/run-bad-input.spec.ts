import { existsSync } from 'node:fs';
import { expect } from 'chai';
import { AwfSandbox, examplePlugins, workflowFixture } from '../../../support/awf.js';

interface JsonResult {
  readonly workflow: string;
  readonly status: string;
  readonly states: Readonly<Record<string, unknown>>;
  readonly error: { readonly code: string; readonly message: string; readonly hint: string };
}

/** What went wrong, and what each format must say of it. */
interface BadInput {
  readonly what: string;
  readonly workflow: string;
  readonly args?: readonly string[];
  readonly code: string;
  readonly exit: number;
  readonly message: RegExp;
}

const cases: readonly BadInput[] = [
  {
    what: 'a workflow that does not exist',
    workflow: 'no-such-file',
    code: 'USER.INPUT.MISSING_FILE',
    exit: 1,
    message: /no-such-file\.yaml does not exist/u,
  },
  {
    what: 'a workflow that is not YAML',
    workflow: 'not-yaml',
    code: 'WORKFLOW.PARSE.YAML_SYNTAX',
    exit: 2,
    message: /not-yaml\.yaml:2:\d+: /u,
  },
  {
    what: 'a duplicate key',
    workflow: 'duplicate-key',
    code: 'WORKFLOW.PARSE.YAML_SYNTAX',
    exit: 2,
    message: /duplicate-key\.yaml:6:5: this key is there already/u,
  },
  {
    what: 'a dangling on_success',
    workflow: 'dangling-on-success',
    code: 'WORKFLOW.VALIDATION.INVALID_TRANSITION',
    exit: 2,
    message: /:7:17: state a leads to nowhere, which does not exist/u,
  },
  {
    what: 'no terminal state',
    workflow: 'no-terminal',
    code: 'WORKFLOW.VALIDATION.MISSING_STATE',
    exit: 2,
    message: /:2:1: there is no terminal state/u,
  },
  {
    what: 'an unknown initial state',
    workflow: 'unknown-initial',
    code: 'WORKFLOW.VALIDATION.MISSING_STATE',
    exit: 2,
    message: /:3:12: states\.initial names begin/u,
  },
  {
    what: 'an unknown step in a reference',
    workflow: 'unknown-step-in-reference',
    code: 'WORKFLOW.VALIDATION.UNDEFINED_REFERENCE',
    exit: 2,
    message: /state a: \{\{states\.nobody\.Output\}\}: there is no step nobody/u,
  },
  {
    what: 'an unknown step type',
    workflow: 'unknown-step-type',
    code: 'WORKFLOW.PARSE.YAML_SYNTAX',
    exit: 2,
    message: /:5:11: states\.a\.type: dance: unknown step type/u,
  },
  {
    what: 'an unknown plugin',
    workflow: 'unknown-plugin',
    code: 'USER.INPUT.PLUGIN_NOT_FOUND',
    exit: 1,
    message: /plugin nobody is not installed; installed: echo/u,
  },
  {
    what: 'an unknown operation',
    workflow: 'unknown-operation',
    code: 'USER.INPUT.OPERATION_NOT_FOUND',
    exit: 1,
    message: /operation echo\.shout does not exist; there are: echo\.echo/u,
  },
  {
    what: 'a missing input of an operation',
    workflow: 'operation-without-input',
    code: 'USER.VALIDATION.OPERATION_INPUT',
    exit: 1,
    message: /operation echo\.echo: invalid inputs: .*operation-without-input\.yaml:6:16: text: is required/u,
  },
  {
    what: 'a wrongly typed input of an operation',
    workflow: 'operation-with-wrong-input',
    code: 'USER.VALIDATION.OPERATION_INPUT',
    exit: 1,
    message: /echo\.echo.*text.*string/u,
  },
  {
    what: 'a missing input of the workflow',
    workflow: 'typed-inputs',
    code: 'USER.INPUT.VALIDATION_FAILED',
    exit: 1,
    message: /count: required/u,
  },
  {
    what: 'a wrongly typed input of the workflow',
    workflow: 'typed-inputs',
    args: ['-i', 'count=many', '-i', 'loud=maybe'],
    code: 'USER.INPUT.VALIDATION_FAILED',
    exit: 1,
    message: /count: expected an integer but received "many"; loud: expected true or false but received "maybe"/u,
  },
  {
    what: 'an input that the workflow has not',
    workflow: 'typed-inputs',
    args: ['-i', 'count=1', '-i', 'lout=true'],
    code: 'USER.INPUT.VALIDATION_FAILED',
    exit: 1,
    message: /lout: the workflow has no such input; .*did you mean loud/u,
  },
  {
    what: 'an input without a value',
    workflow: 'typed-inputs',
    args: ['-i', '=1'],
    code: 'USER.INPUT.INVALID_FORMAT',
    exit: 1,
    message: /expected name=value/u,
  },
  {
    what: 'a folder of plugins that does not exist',
    workflow: 'unknown-plugin',
    args: ['--plugins-dir', '/does/not/exist'],
    code: 'USER.INPUT.MISSING_FILE',
    exit: 1,
    message: /\/does\/not\/exist does not exist/u,
  },
];

describe('awf run with bad input', () => {
  for (const { what, workflow, args = [], code, exit, message } of cases)
    it(`says so, with code and status, in text and in json, and runs nothing: ${what}`, async () => {
      await using sandbox = await AwfSandbox.create();
      const run = ['run', workflowFixture(workflow), '--plugins-dir', examplePlugins, ...args];
      const [text, json] = await Promise.all([
        sandbox.awfInProcess(...run),
        sandbox.awfInProcess(...run, '-f', 'json'),
      ]);

      expect(text.stderr).to.contain(`error ${code}\n`).and.match(message);
      expect(text.exitCode).to.equal(exit);

      const result = JSON.parse(json.stdout) as JsonResult;
      expect(result.status).to.equal('failed');
      expect(result.error.code).to.equal(code);
      expect(result.error.message).to.match(message);
      expect(result.error.hint).to.not.equal('');
      expect(json.exitCode).to.equal(exit);
      expect(json.stderr).to.equal('');
      expect(existsSync(sandbox.mark)).to.equal(false);
    });
});

/** A plugin that is wrong, and what must be said of it. */
interface BadPlugin {
  readonly what: string;
  readonly manifest?: string;
  readonly script?: string;
  readonly mode?: number;
  readonly code: string;
  readonly exit: number;
  readonly message: RegExp;
  readonly hint?: RegExp | string;
}

const plugins: readonly BadPlugin[] = [
  {
    what: 'an empty manifest',
    manifest: '',
    code: 'USER.VALIDATION.MANIFEST_INVALID',
    exit: 1,
    message: /it\/plugin\.yaml/u,
  },
  {
    what: 'a manifest without a version',
    manifest: 'name: it\nawf_version: ">=0.5.0"\ncapabilities: [operations]\n',
    code: 'USER.VALIDATION.MANIFEST_INVALID',
    exit: 1,
    message: /it\/plugin\.yaml.*version/u,
  },
  {
    what: 'a manifest that is not YAML',
    manifest: 'name: [it\n',
    code: 'USER.VALIDATION.MANIFEST_INVALID',
    exit: 1,
    message: /it\/plugin\.yaml/u,
  },
  {
    what: 'a plugin for another AWF',
    manifest: 'name: it\nversion: 1.0.0\nawf_version: ">=99.0.0"\ncapabilities: [operations]\n',
    script: '#!/bin/sh\nexit 3\n',
    code: 'USER.VALIDATION.PLUGIN_VERSION_MISMATCH',
    exit: 1,
    message: /plugin it requires AWF >=99\.0\.0/u,
  },
  {
    what: 'a missing binary',
    code: 'SYSTEM.IO.PLUGIN_BINARY_NOT_FOUND',
    exit: 4,
    message: /plugin it has no program at .*awf-plugin-it/u,
  },
  {
    what: 'a program that is not executable',
    script: '#!/bin/sh\nexit 3\n',
    mode: 0o644,
    code: 'SYSTEM.IO.PLUGIN_NOT_EXECUTABLE',
    exit: 4,
    message: /awf-plugin-it/u,
  },
  {
    what: 'a script whose interpreter is missing',
    script: '#!/no/such/interpreter -x\n',
    code: 'SYSTEM.IO.PLUGIN_NOT_EXECUTABLE',
    exit: 4,
    message: /its interpreter \/no\/such\/interpreter does not exist/u,
    hint: 'Install /no/such/interpreter, or correct the first line of the script.',
  },
  {
    what: 'a script whose interpreter env does not find',
    script: '#!/usr/bin/env no-such-interpreter\n',
    code: 'SYSTEM.IO.PLUGIN_NOT_EXECUTABLE',
    exit: 4,
    message: /its interpreter no-such-interpreter is not in the PATH/u,
    hint: 'Install no-such-interpreter, or add its folder to PATH.',
  },
  {
    what: 'a plugin that serves without TLS',
    script: '#!/bin/sh\necho "1|1|unix|/tmp/none|grpc|"\nsleep 5\n',
    code: 'EXECUTION.PLUGIN.HANDSHAKE_INVALID',
    exit: 3,
    message: /awf-plugin-it serves without TLS/u,
    hint: /^AWF speaks TLS alone.*PLUGIN_CLIENT_CERT/u,
  },
  {
    what: 'a plugin that logs in JSON and exits',
    script: `#!/bin/sh\necho '{"@level":"error","@message":"why not","n":1}' >&2\nexit 3\n`,
    code: 'EXECUTION.PLUGIN.CRASHED',
    exit: 3,
    message: /exited with code 3 during start; last lines of its stderr:\n *error why not n=1\n? *$/mu,
    hint: 'Report it to the author of the plugin, with the lines above.',
  },
  {
    what: 'a plugin that ends without a word',
    script: '#!/bin/sh\nexit 3\n',
    code: 'EXECUTION.PLUGIN.CRASHED',
    exit: 3,
    message: /plugin it exited with code 3 during start/u,
    hint: 'Run it with --verbose to see the log of the plugin, and report it to its author.',
  },
  {
    what: 'a program for Node that ends before it serves',
    script: '#!/usr/bin/env node\n// An empty program.\n',
    code: 'EXECUTION.PLUGIN.CRASHED',
    exit: 3,
    message: /exited with code 0 during start; it is a program for Node, and it ended before it served/u,
    hint: 'no package.json beside it or above it has "type": "module"',
  },
  {
    what: 'a plugin that prints nothing and exits',
    script: '#!/bin/sh\necho why not >&2\nexit 3\n',
    code: 'EXECUTION.PLUGIN.CRASHED',
    exit: 3,
    message: /plugin it exited with code 3.*why not/su,
  },
  {
    what: 'a program that is no plugin',
    script: '#!/bin/sh\necho Hello, I am no plugin\nsleep 5\n',
    code: 'EXECUTION.PLUGIN.HANDSHAKE_INVALID',
    exit: 3,
    message: /plugin it cannot be used: .*Hello, I am no plugin/su,
  },
  {
    what: 'a plugin of another protocol version',
    script: '#!/bin/sh\necho "1|99|unix|/tmp/none|grpc|"\nsleep 5\n',
    code: 'USER.VALIDATION.PROTOCOL_VERSION_MISMATCH',
    exit: 1,
    message: /plugin it has protocol version 99; this host has 1/u,
  },
  {
    what: 'a plugin that speaks netrpc',
    script: '#!/bin/sh\necho "1|1|unix|/tmp/none|netrpc|"\nsleep 5\n',
    code: 'EXECUTION.PLUGIN.PROTOCOL_UNSUPPORTED',
    exit: 3,
    message: /plugin it speaks netrpc/u,
  },
];

describe('awf run with a plugin that is wrong', () => {
  for (const { what, code, exit, message, hint = '', ...files } of plugins)
    it(`says so, with code and status, in text and in json: ${what}`, async () => {
      await using sandbox = await AwfSandbox.create();
      const folder = await sandbox.plugin('it', files);
      const run = ['run', workflowFixture('uses-plugin'), '--plugins-dir', folder];
      const [text, json] = await Promise.all([
        sandbox.awfInProcess(...run),
        sandbox.awfInProcess(...run, '-f', 'json'),
      ]);
      expect(text.stderr).to.contain(`error ${code}\n`).and.match(message);
      expect(text.exitCode).to.equal(exit);
      const { error } = JSON.parse(json.stdout) as JsonResult;
      expect(error.code).to.equal(code);
      expect(error.message).to.match(message);
      if (typeof hint === 'string') expect(error.hint).to.include(hint);
      else expect(error.hint).to.match(hint);
      expect(json.exitCode).to.equal(exit);
    });

  it('runs no step before a plugin that does not start', async () => {
    await using sandbox = await AwfSandbox.create();
    const folder = await sandbox.plugin('it', { script: '#!/bin/sh\nexit 3\n' });
    const { exitCode } = await sandbox.awfInProcess(
      'run',
      workflowFixture('uses-plugin-late'),
      '--plugins-dir',
      folder,
    );
    expect(exitCode).to.equal(3);
    expect(existsSync(sandbox.mark)).to.equal(false);
  });

  it('does not find a plugin whose folder has no manifest', async () => {
    await using sandbox = await AwfSandbox.create();
    const folder = await sandbox.plugin('other', {});
    const { stdout, exitCode } = await sandbox.awfInProcess(
      'run',
      workflowFixture('uses-plugin'),
      '--plugins-dir',
      folder,
      '-f',
      'json',
    );
    const { error } = JSON.parse(stdout) as JsonResult;
    expect(error.code).to.equal('USER.INPUT.PLUGIN_NOT_FOUND');
    expect(error.message).to.contain('plugin it is not installed; installed: other');
    expect(exitCode).to.equal(1);
  });
});
