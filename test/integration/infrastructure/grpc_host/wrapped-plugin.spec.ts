import { expect } from 'chai';
import { Client } from '@grpc/grpc-js';
import { PluginClient } from '../../../../packages/go-plugin/src/client/plugin-client.js';
import { awfHandshake, awfPluginKey } from '../../../../src/wire/handshake.js';
import { examplePlugins } from '../../../support/awf.js';
import { patientStopMs } from '../../../../packages/go-plugin/test/support/fixture-client.js';
import { ends, lives } from '../../../../packages/go-plugin/test/support/processes.js';
import { RecordingLogger } from '../../../../packages/go-plugin/test/support/recording-logger.js';

const program = `${examplePlugins}/echo/awf-plugin-echo`;

/** A plugin's program that is a shell which waits for the plugin, as one does that forgot `exec`. */
async function wrapped(): Promise<{ readonly client: PluginClient; readonly pluginPid: number }> {
  const logger = new RecordingLogger();
  const client = new PluginClient({
    handshake: awfHandshake,
    command: '/bin/sh',
    args: ['-c', '"$0" & echo plugin=$! >&2; wait', program],
    stdin: 'ignore',
    certificateCurve: 'P-256',
    gracefulStopMs: patientStopMs,
    logger,
    plugins: { [awfPluginKey]: { createClient: (connection) => connection.client(Client) } },
  });
  await client.dispense(awfPluginKey);
  // The shell's word and the plugin's handshake come through different pipes, in either order.
  const told = await logger.heard((message) => message.startsWith('plugin='));
  return { client, pluginPid: Number(told.message.slice('plugin='.length)) };
}

describe('A plugin behind a shell that waits for it (ADR 0011)', () => {
  it('ends when it is asked to, and the shell with it', async () => {
    const { client, pluginPid } = await wrapped();
    expect(pluginPid).to.be.greaterThan(0).and.not.equal(client.pid);
    await client.kill();
    expect(await client.exited).to.deep.include({ exitSignal: null });
    expect(lives(pluginPid)).to.equal(false);
  });

  it('ends by itself when the shell was killed: it sees that its parent is gone', async () => {
    const { client, pluginPid } = await wrapped();
    await client.kill({ gracefulStopMs: 0 });
    expect(await client.exited).to.deep.include({ exitSignal: 'SIGKILL' });
    expect(await ends(pluginPid)).to.equal(true);
  });
});
