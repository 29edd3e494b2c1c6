import { expect } from 'chai';
import { stageOfFailure } from '../../../../../src/app/plugins/doctor/stage-of-failure.js';
import { AwfError } from '../../../../../src/domain/errors/awf-error.js';

describe('The stage of a failure', () => {
  it('is that of its code, also where the lock of the project refuses a plugin when it is started', () => {
    const refusal = { plugin: 'shop', path: '.awf/plugins.lock', problem: 'it is not in there' };
    expect(stageOfFailure(new AwfError('EXECUTION.PLUGIN.LOCK_MISMATCH', refusal), 'handshake')).to.equal('checksum');
  });

  it('is the one that was under way for every other error', () => {
    const canceled = new AwfError('EXECUTION.PLUGIN.CANCELED', { plugin: 'shop', call: 'Init' });
    expect(stageOfFailure(canceled, 'init')).to.equal('init');
    expect(stageOfFailure(new Error('no'), 'info')).to.equal('info');
  });
});
