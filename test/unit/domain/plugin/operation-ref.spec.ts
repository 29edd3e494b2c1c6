import { expect } from 'chai';
import { operationName, parseOperationRef } from '../../../../src/domain/plugin/operation-ref.js';

describe('parseOperationRef()', () => {
  it('splits at the first dot', () => {
    const ref = { name: 'slack.chat.post', plugin: 'slack', operation: 'chat.post' };
    expect(parseOperationRef('slack.chat.post')).to.deep.equal(ref);
    expect(operationName(ref.plugin, ref.operation)).to.equal(ref.name);
  });

  it('refuses a name that lacks a part', () => {
    for (const name of ['', '.', 'slack', '.post', 'slack.']) expect(parseOperationRef(name), name).to.equal(undefined);
  });
});
