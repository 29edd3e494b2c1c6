import { join } from 'node:path';
import { expect } from 'chai';
import { AwfError } from '../../../../src/domain/errors/awf-error.js';
import { projectRoot } from '../../../../packages/go-plugin/test/support/fixtures.js';
import { rejection } from '../../../../packages/go-plugin/test/support/rejection.js';
import { describeSandbox, greed, hostOf } from '../../../support/greedy.js';

const greedy = { directory: join(projectRoot, 'test/fixtures/greedy-plugins'), name: 'greedy' };

describe('The sandbox of a plugin in TypeScript', function () {
  this.timeout(180_000);
  describeSandbox('TypeScript', () => greedy);

  it('refuses to start the plugin in a folder that does not exist', async () => {
    await using host = await hostOf(greedy, { workingDir: '/nowhere' });
    const error = await rejection(greed(host, greedy, { what: 'facts' }));
    expect(AwfError.is(error, 'USER.INPUT.MISSING_FILE') && error.details.path).to.equal('/nowhere');
  });
});
