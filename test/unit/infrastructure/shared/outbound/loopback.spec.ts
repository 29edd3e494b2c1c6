import { expect } from 'chai';
import { isLoopback } from '../../../../../src/infrastructure/shared/outbound/loopback.js';

describe('isLoopback', () => {
  it('goes by the name or the address', () => {
    const hosts = ['localhost', '127.0.0.1', '[::1]', '127.1', 'localhost.example.com', '10.0.0.1', '2130706433'];
    expect(hosts.filter((host) => isLoopback(new URL(`http://${host}/`)))).to.deep.equal([
      'localhost',
      '127.0.0.1',
      '[::1]',
      '127.1',
      '2130706433',
    ]);
  });
});
