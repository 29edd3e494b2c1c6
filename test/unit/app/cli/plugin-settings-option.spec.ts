import { expect } from 'chai';
import { pluginConfigOf } from '../../../../src/app/cli/plugin-settings-option.js';
import { AwfError } from '../../../../src/domain/errors/awf-error.js';

const parsed = (...pluginConfig: readonly string[]) =>
  JSON.parse(JSON.stringify(pluginConfigOf({ pluginConfig }))) as object;

describe('pluginConfigOf()', () => {
  it('reads values by plugin and key, the last of a key counting', () => {
    expect(parsed('echo.a=1', 'echo.a=2', 'echo.b.c=x=y', 'other.d=')).to.deep.equal({
      echo: { a: '2', 'b.c': 'x=y' },
      other: { d: '' },
    });
    expect(parsed('echo.pem=a\nb')).to.deep.equal({ echo: { pem: 'a\nb' } });
  });

  for (const text of ['canary', 'a=canary', '.a=canary', 'a.=canary', '', '=canary'])
    it(`refuses "${text}", and does not repeat it`, () => {
      try {
        pluginConfigOf({ pluginConfig: [text] });
        expect.fail('it was taken');
      } catch (error) {
        expect(AwfError.is(error, 'USER.INPUT.INVALID_FORMAT')).to.equal(true);
        expect((error as Error).message).not.to.contain('canary');
      }
    });
});
