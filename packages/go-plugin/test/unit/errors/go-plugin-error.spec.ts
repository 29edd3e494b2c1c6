import { GoPluginError, type GoPluginErrorCode, type GoPluginErrorDetails } from 'go-plugin-node';
import { expect } from 'chai';

/** What go-plugin exports as values or types, the code that it has here, and the words that people search for. */
const exported: readonly (readonly [string, GoPluginError, string])[] = [
  ['ErrProcessNotFound', make('PROCESS_NOT_FOUND', { pid: 1, address: 'a' }), 'reattachment process not found'],
  ['ErrChecksumsDoNotMatch', make('CHECKSUM_MISMATCH', { path: 'p', algorithm: 'sha256' }), 'checksums did not match'],
  ['ErrSecureConfigNoChecksum', make('CHECKSUM_MISSING', {}), 'no checksum provided'],
  ['ErrSecureConfigNoHash', make('HASH_UNKNOWN', { algorithm: 'x' }), 'no hash implementation provided'],
  [
    'ErrSecureConfigAndReattach',
    make('CONFIG_INVALID', { problem: 'only one of reattach and secureConfig can be given' }),
    'only one of reattach and secureConfig',
  ],
  [
    'ErrGRPCBrokerMuxNotSupported',
    make('MUX_NOT_SUPPORTED', { path: 'p', problem: 'too old' }),
    'does not offer gRPC broker multiplexing',
  ],
];

function make<C extends GoPluginErrorCode>(code: C, details: GoPluginErrorDetails[C]): GoPluginError {
  return new GoPluginError(code, details);
}

describe('the errors that go-plugin exports', () => {
  for (const [name, error, words] of exported) {
    it(`${name} is ${error.code}, with its own words, a hint and details [X03]`, () => {
      expect(error).to.be.instanceOf(GoPluginError).and.instanceOf(Error);
      expect(GoPluginError.is(error, error.code)).to.equal(true);
      expect(GoPluginError.is(error, 'START_TIMEOUT')).to.equal(false);
      expect(error.message).to.include(words);
      expect(error.hint).to.not.equal('');
    });
  }

  it('are recognised from another copy of the package, and nothing else is [X03]', () => {
    const foreign = Object.assign(new Error('x'), {
      [Symbol.for('go-plugin-node/GoPluginError')]: true,
      code: 'CANCELED',
    });
    expect(GoPluginError.is(foreign, 'CANCELED')).to.equal(true);
    for (const other of [undefined, null, 'CANCELED', { code: 'CANCELED' }, new Error('x')])
      expect(GoPluginError.is(other)).to.equal(false);
  });
});
