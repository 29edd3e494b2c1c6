import { expect } from 'chai';
import { AwfError } from '../../../../src/domain/errors/awf-error.js';
import { keysFor, keySource } from '../../../../src/domain/plugin/trusted-key.js';

const trustedAt = '2026-01-02T12:00:00.000Z';
const key = { bytes: new Uint8Array(32) };

const covers = (source: string, given: string): boolean =>
  keysFor(given, [{ source: keySource(source), key, trustedAt }]).length > 0;

describe('keySource', () => {
  it('does not tell capitals from small letters in owner/repo, as GitHub does', () => {
    expect(keySource('Ann/Awf-Plugin-Echo')).to.equal('ann/awf-plugin-echo');
    expect(covers('Ann/Echo', 'aNN/eCHO')).to.equal(true);
  });

  for (const given of [
    '',
    'echo',
    'ann/echo@1.0.0',
    'ann/..',
    'ann/echo/x',
    '../ann/echo',
    'npm:echo',
    './echo',
    'ann/ec\u0007ho',
    'ftp://a/',
    'https://u:p@a/',
    'https://a/?x',
    'https://a/#x',
    'file:///etc/',
  ])
    it(`refuses ${JSON.stringify(given)}`, () => {
      expect(() => keySource(given))
        .to.throw()
        .that.satisfies((error: unknown) => AwfError.is(error, 'USER.INPUT.INVALID_FORMAT'));
    });
});

describe('keysFor', () => {
  for (const [source, given, expected] of [
    ['ann/echo', 'ann/echo', true],
    ['ann/echo', 'ann/echo2', false],
    ['ann/echo', 'bob/echo', false],
    ['ann/echo', 'https://github.com/ann/echo', false],
    ['https://example.com/plugins/', 'https://example.com/plugins/echo.zip', true],
    ['https://example.com/plugins/', 'https://example.com/plugins/v1/echo.zip', true],
    ['https://example.com/plugins/', 'https://example.com/plugins2/echo.zip', false],
    ['https://example.com/plugins/', 'https://example.com.evil/plugins/echo.zip', false],
    ['https://example.com/plugins', 'https://example.com/plugins/echo.zip', false],
    ['https://example.com', 'https://example.com/echo.zip', true],
    ['https://example.com', 'http://example.com/echo.zip', false],
    ['https://EXAMPLE.com/a/../', 'https://example.com/echo.zip', true],
  ] as const)
    it(`${expected ? 'uses' : 'does not use'} a key for ${source} with ${given}`, () => {
      expect(covers(source, given)).to.equal(expected);
    });
});
