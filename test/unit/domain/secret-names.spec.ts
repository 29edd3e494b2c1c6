import { expect } from 'chai';
import { isSecretName } from '../../../src/domain/secret-names.js';

describe('isSecretName()', () => {
  it('knows the names that AWF takes for those of secrets, in any case', () => {
    for (const name of ['SECRET_KEY', 'api_key', 'API_KEYS', 'password', 'Token', 'TOKEN_X'])
      expect(isSecretName(name), name).to.equal(true);
    for (const name of ['SECRET', 'MY_TOKEN', 'APIKEY', 'PASS', '']) expect(isSecretName(name), name).to.equal(false);
  });
});
