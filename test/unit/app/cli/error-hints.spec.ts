import { delimiter } from 'node:path';
import { expect } from 'chai';
import { hintOf, hintsFor } from '../../../../src/app/cli/error-hints.js';
import { AwfError } from '../../../../src/domain/errors/awf-error.js';

const disabled = new AwfError('EXECUTION.PLUGIN.DISABLED', { plugin: 'echo' });

describe('The hint of an error', () => {
  it('repeats --plugins-dir in each command that it suggests, quoted for the shell', () => {
    expect(hintOf(disabled)).to.equal('Enable it: awf plugin enable echo');
    expect(hintOf(disabled, { pluginsDir: './plugins' })).to.equal(
      'Enable it: awf plugin enable echo --plugins-dir ./plugins',
    );
    expect(hintOf(disabled, { pluginsDir: "it's" })).to.contain(`--plugins-dir 'it'\\''s'`);
    for (const error of [
      new AwfError('USER.INPUT.PLUGIN_NOT_FOUND', { plugin: 'p', known: [] }),
      new AwfError('USER.INPUT.OPERATION_NOT_FOUND', { operation: 'p.x', known: [] }),
      new AwfError('USER.VALIDATION.OPERATION_INPUT', { operation: 'p.x', problems: [] }),
    ])
      expect(hintOf(error, { pluginsDir: 'dir' })).to.contain('--plugins-dir dir');
  });

  it('says that AWF_PLUGINS_PATH names one folder, or a wrong one', () => {
    const hint = (path: string, pluginsPath: string): string =>
      hintsFor({}, { env: { AWF_PLUGINS_PATH: pluginsPath } })(new AwfError('USER.INPUT.MISSING_FILE', { path }));
    const list = ['/a', '/b'].join(delimiter);
    expect(hint(list, list)).to.equal('AWF_PLUGINS_PATH must name one folder, not a list, as in AWF.');
    expect(hint('/a', '/a')).to.match(/^Correct AWF_PLUGINS_PATH/u);
    expect(hint('/b', '/a')).to.equal('Check the path.');
  });

  it('tells a person, not a program, what to do about a cancellation', () => {
    for (const error of [
      new AwfError('EXECUTION.WORKFLOW.CANCELED', { workflow: 'w' }),
      new AwfError('EXECUTION.COMMAND.CANCELED', { step: 's' }),
      new AwfError('EXECUTION.PLUGIN.CANCELED', { plugin: 'p', call: 'x' }),
    ])
      expect(hintOf(error)).to.equal('It was stopped, for example by Ctrl-C. Run the command again.');
  });

  it('depends on what could not be read', () => {
    const hint = (details: object): string => hintOf(new AwfError('SYSTEM.IO.READ_FAILED', { path: '/p', ...details }));
    expect(hint({})).to.equal('See the cause; check the permissions.');
    expect(hint({ problem: { problem: 'it is empty', line: 1 } })).to.equal('Correct the file at this place.');
    expect(hint({ problem: { problem: 'it is a folder' } })).to.equal('Correct what is at this path.');
    expect(hint({ step: 's' })).to.contain('`dir` of the step');
  });
});
