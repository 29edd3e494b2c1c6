import { chmod, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import { awfBuiltIns } from '../../../../src/app/composition/awf-built-ins.js';
import type { JsonObject } from '../../../../src/domain/json.js';
import type { OperationResult } from '../../../../src/domain/plugin/operation.js';
import type { ProjectSettings } from '../../../../src/domain/project/project-settings.js';
import { BuiltInOperationProvider } from '../../../../src/infrastructure/in_memory/built-in-operation-provider.js';
import { builtInPorts, configured } from '../../../support/built-in-ports.js';
import { localServer } from '../../../support/local-server.js';

const send = (
  inputs: JsonObject,
  settings: Partial<ProjectSettings> = {},
  path = '/nowhere',
): Promise<OperationResult> => {
  const builtIns = awfBuiltIns({ env: { PATH: path }, cwd: () => '/' });
  return new BuiltInOperationProvider(builtIns, builtInPorts(settings)).execute('notify.send', inputs);
};

describe('notify.send', () => {
  it('posts JSON to a webhook', async () => {
    await using server = await localServer((_, response) => response.writeHead(202).end('thanks'));
    const inputs = { backend: 'webhook', webhook_url: `${server.url}/hook`, message: ' <done> ', priority: 'high' };
    expect((await send(inputs)).outputs).to.deep.equal({ backend: 'webhook', status: 202, response: 'thanks' });
    const [request] = server.requests;
    expect(request?.headers['content-type']).to.equal('application/json');
    expect(JSON.parse(request?.body ?? '')).to.deep.equal({
      title: 'AWF Workflow',
      message: '<done>',
      priority: 'high',
    });
  });

  it('fails when the webhook does not accept it, without the path of the webhook', async () => {
    await using server = await localServer((_, response) => response.writeHead(500).end('broken'));
    const result = await send({ backend: 'webhook', webhook_url: `${server.url}/secret`, message: 'x' });
    expect(result).to.deep.equal({ success: false, outputs: {}, error: `${server.url} answered with status 500` });
  });

  it('takes the backend of the settings when the step names none', async () => {
    await using server = await localServer((_, response) => response.end());
    const inputs = { webhook_url: server.url, message: 'x' };
    expect(await send(inputs))
      .to.have.property('error')
      .that.contains('notify.default_backend');
    const notify = { defaultBackend: 'webhook' };
    expect((await send(inputs, { notify })).outputs).to.include({ backend: 'webhook' });
    const own = configured('notify', { default_backend: 'desktop' });
    expect((await send(inputs, { notify, ...own })).success, 'the plugin’s own settings count first').to.equal(false);
  });

  it('says what is wrong with its inputs', async () => {
    const wrong: readonly (readonly [JsonObject, string])[] = [
      [{ backend: 'pager', message: 'x' }, 'backend must be desktop or webhook'],
      [{ backend: 'webhook', message: 'x' }, 'webhook_url is required'],
      [{ backend: 'webhook', message: 'x', webhook_url: 'file:///x' }, 'webhook_url must begin with http'],
      [{ backend: 'desktop', message: 'x', priority: 'urgent' }, 'priority must be one of'],
      [{ backend: 'webhook', message: 'x', webhook_url: 'http://169.254.169.254/' }, 'link-local'],
    ];
    for (const [inputs, problem] of wrong)
      expect(await send(inputs), JSON.stringify(inputs))
        .to.have.property('error')
        .that.contains(problem);
  });

  if (process.platform === 'linux') {
    it('calls notify-send for the desktop', async () => {
      const folder = await mkdtemp(join(tmpdir(), 'notify-'));
      try {
        const program = join(folder, 'notify-send');
        await writeFile(program, `#!/bin/sh\nprintf '%s\\n' "$@" > ${folder}/args\n`);
        await chmod(program, 0o700);
        const { outputs } = await send({ backend: 'desktop', title: '-x', message: 'a b' }, {}, folder);
        expect(outputs).to.deep.equal({ backend: 'desktop', status: 0, response: 'notification sent via linux' });
        expect(await readFile(join(folder, 'args'), 'utf8')).to.equal('-u\nnormal\n--\n-x\na b\n');
      } finally {
        await rm(folder, { recursive: true });
      }
    });

    it('fails where there is no notify-send', async () => {
      expect(await send({ backend: 'desktop', message: 'x' })).to.include({ error: 'there is no program notify-send' });
    });
  }
});
