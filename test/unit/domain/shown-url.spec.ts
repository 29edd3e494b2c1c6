import { expect } from 'chai';
import { shownUrl } from '../../../src/domain/shown-url.js';

describe('shownUrl()', () => {
  for (const [url, shown] of [
    ['https://example.org/a.tar.gz', 'https://example.org/a.tar.gz'],
    ['https://ann:s3cret@example.org:81/a', 'https://***@example.org:81/a'],
    ['https://ann:s@cret@example.org/a', 'https://***@example.org/a'],
    ['https://s3cret@example.org', 'https://***@example.org'],
    ['https://example.org/a?token=s3cret&b=1', 'https://example.org/a?***'],
    ['https://example.org/a#s3cret', 'https://example.org/a#***'],
    ['https://example.org/@scope/name', 'https://example.org/@scope/name'],
    ['npm:@scope/name@1.2.3', 'npm:@scope/name@1.2.3'],
    ['owner/repo@1.2.3', 'owner/repo@1.2.3'],
    ['', ''],
  ] as const)
    it(`shows ${url} as ${shown}`, () => expect(shownUrl(url)).to.equal(shown));
});
