import { expect } from 'chai';
import { AwfError, errRpcNotImplemented, isUnimplemented } from '../../../../src/domain/errors/awf-error.js';
import { exitStatusOf } from '../../../../src/domain/errors/exit-status.js';

describe('AwfError', () => {
  it('builds its message from the details', () => {
    const error = new AwfError('SYSTEM.IO.PLUGIN_BINARY_NOT_FOUND', { plugin: 'echo', path: '/plugins/echo' });
    expect(error.message).to.contain('echo').and.contain('/plugins/echo');
  });

  it('shows that a path is empty', () => {
    expect(new AwfError('USER.INPUT.MISSING_FILE', { path: '' }).message).to.equal('"" does not exist');
  });

  it('keeps the cause', () => {
    const cause = new Error('ENOENT');
    expect(new AwfError('SYSTEM.IO.READ_FAILED', { path: 'x' }, { cause }).cause).to.equal(cause);
  });

  it('is recognised by its code', () => {
    const error: unknown = new AwfError('USER.INPUT.MISSING_FILE', { path: 'flow.yaml' });
    expect(AwfError.is(error)).to.equal(true);
    expect(AwfError.is(error, 'USER.INPUT.MISSING_FILE')).to.equal(true);
    expect(AwfError.is(error, 'SYSTEM.IO.READ_FAILED')).to.equal(false);
    expect(AwfError.is(new Error('USER.INPUT.MISSING_FILE'))).to.equal(false);
    for (const other of [null, undefined, 'USER.INPUT.MISSING_FILE', 7]) expect(AwfError.is(other)).to.equal(false);
  });

  it('is recognised across two copies of the package, by a mark that all copies have', () => {
    const mark = Symbol.for('awf-plugins/AwfError');
    expect(new AwfError('EXECUTION.HOST.CLOSED', { call: 'x' })).to.include({ name: 'AwfError', [mark]: true });
    expect(AwfError.is({ [mark]: true, code: 'EXECUTION.HOST.CLOSED' }, 'EXECUTION.HOST.CLOSED')).to.equal(true);
  });

  it('tells a call that does not exist from one that failed', () => {
    const failed = (status: string) =>
      new AwfError('EXECUTION.PLUGIN.CALL_FAILED', { plugin: 'p', call: 'c', status, message: '' });
    expect(isUnimplemented(failed('UNIMPLEMENTED'))).to.equal(true);
    expect(isUnimplemented(failed('INTERNAL'))).to.equal(false);
    expect(isUnimplemented(errRpcNotImplemented('c'))).to.equal(false);
    expect(errRpcNotImplemented('c')).to.deep.include({
      code: 'EXECUTION.PLUGIN.NOT_IMPLEMENTED',
      details: { call: 'c' },
    });
  });
});

describe('exitStatusOf()', () => {
  it('follows the first segment of the code', () => {
    expect(exitStatusOf('USER.INPUT.MISSING_FILE')).to.equal(1);
    expect(exitStatusOf('WORKFLOW.PARSE.YAML_SYNTAX')).to.equal(2);
    expect(exitStatusOf('EXECUTION.PLUGIN.CRASHED')).to.equal(3);
    expect(exitStatusOf('SYSTEM.IO.READ_FAILED')).to.equal(4);
  });
});
