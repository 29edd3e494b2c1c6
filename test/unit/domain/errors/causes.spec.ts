import { expect } from 'chai';
import { errorToJson } from '../../../../src/app/workflows/run-result.js';
import { AwfError } from '../../../../src/domain/errors/awf-error.js';
import { causesOf } from '../../../../src/domain/errors/causes.js';

const coded = (message: string, code: unknown, cause?: unknown): Error =>
  Object.assign(new Error(message, { cause }), { code });

describe('causesOf()', () => {
  it('gives code and message of each error behind an error, the nearest first', () => {
    const error = new Error('top', { cause: coded('middle', 14, coded('bottom', 'ENOENT')) });
    expect(causesOf(error)).to.deep.equal([
      { code: '14', message: 'middle' },
      { code: 'ENOENT', message: 'bottom' },
    ]);
  });

  it('leaves out repeated messages, and causes that are not errors', () => {
    const inner = new Error('disk full', { cause: 'a text' });
    expect(causesOf(new Error('unexpected: disk full', { cause: inner }))).to.deep.equal([]);
  });

  it('gives eight causes at most', () => {
    let error = new Error('0');
    for (let level = 1; level <= 10; level += 1) error = new Error(`level ${level}`, { cause: error });
    expect(causesOf(error).map(({ message }) => message)).to.deep.equal(
      [9, 8, 7, 6, 5, 4, 3, 2].map((level) => `level ${level}`),
    );
  });

  it('ends if errors are the causes of each other', () => {
    const error = new Error('a');
    error.cause = new Error('b', { cause: error });
    expect(causesOf(error)).to.deep.equal([{ message: 'b' }]);
  });
});

describe('errorToJson()', () => {
  it('nests the causes', () => {
    const cause = coded('EACCES: permission denied', 'EACCES', new Error('no such luck'));
    const error = new AwfError('SYSTEM.IO.READ_FAILED', { path: 'x' }, { cause });
    expect(errorToJson(error)).to.deep.equal({
      code: 'SYSTEM.IO.READ_FAILED',
      message: 'x could not be read',
      cause: { code: 'EACCES', message: 'EACCES: permission denied', cause: { message: 'no such luck' } },
    });
    expect(errorToJson(new AwfError('SYSTEM.IO.READ_FAILED', { path: 'x' }))).to.not.have.property('cause');
  });
});
