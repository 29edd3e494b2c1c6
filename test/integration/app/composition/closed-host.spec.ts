import { expect } from 'chai';
import { setTimeout as delay } from 'node:timers/promises';
import { projectRoot } from '../../../../packages/go-plugin/test/support/fixtures.js';
import { comesTrue } from '../../../../packages/go-plugin/test/support/processes.js';
import { silentLogger } from '../../../../packages/go-plugin/src/logger.js';
import { createHost } from '../../../../src/app/composition/create-host.js';
import { AwfError } from '../../../../src/domain/errors/awf-error.js';

const pluginsDir = `${projectRoot}test/fixtures/plugins`;
const name = 'contract-echo';
const triesPerDelay = 3;

/** Child processes of this one that Node still knows. */
const children = (): number => process.getActiveResourcesInfo().filter((kind) => kind === 'ProcessWrap').length;

describe('A host that is closed while a call starts its plugin', () => {
  for (let delayMs = 0; delayMs <= 12; delayMs += 1)
    it(`leaves no plugin behind ${delayMs} ms after the call`, async () => {
      for (let attempt = 0; attempt < triesPerDelay; attempt += 1) {
        const host = await createHost({ pluginsDir, logger: silentLogger });
        const call = host.operations.execute(`${name}.echo`, { text: 'a' }).catch((error: unknown) => error);
        await delay(delayMs);
        await host.close();
        const outcome = await call;
        if (AwfError.is(outcome))
          expect(outcome.code).to.be.oneOf(['EXECUTION.HOST.CLOSED', 'EXECUTION.PLUGIN.NOT_RUNNING']);
        else expect(outcome).to.include({ success: true });
        expect(host.plugins.connection(name)).to.equal(undefined);
        expect(await comesTrue(() => children() === 0)).to.equal(true);
      }
    });
});
