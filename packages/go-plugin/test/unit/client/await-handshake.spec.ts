import { expect } from 'chai';
import { presentable } from '../../../src/client/await-handshake.js';

describe('a first line in an error', () => {
  it('is shown as it is when it is short', () => {
    expect(presentable(Buffer.from('Welcome to ä!'))).to.equal('Welcome to ä!');
  });

  it('is cut when it is long', () => {
    expect(presentable('a b '.repeat(100_000))).to.have.length(201);
  });

  it('shows nothing that may be a certificate', () => {
    expect(presentable(`1|x|${'QUJD'.repeat(200)}==|true`)).to.equal('1|x|…|true');
  });
});
