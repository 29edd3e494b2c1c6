import type { Socket } from 'node:net';
import { expect } from 'chai';
import { fixtureClient } from '../../support/fixture-client.js';
import { failure } from '../../support/go-plugin-failure.js';
import { startByteServer, type HostileServer } from '../../support/hostile-server.js';

const badYamux = Buffer.from('00ff00000000000000000000', 'hex');

/** A plugin that shakes hands, and behind whose address this server stands. */
function clientOf(server: HostileServer, multiplexed: boolean) {
  const line = `1|1|unix|${server.path}|grpc|${multiplexed ? '|true' : ''}\n`;
  return fixtureClient('prints', [JSON.stringify(line)], { autoMtls: false, brokerMultiplex: multiplexed });
}

describe('connecting to a plugin that has shaken hands but does not serve', () => {
  const answers: readonly (readonly [title: string, multiplexed: boolean, answer: (socket: Socket) => void])[] = [
    ['closes every connection', false, (socket) => socket.destroy()],
    ['answers with something other than HTTP/2', false, (socket) => socket.write('220 mail.example.com ESMTP\r\n')],
    ['closes the multiplexed connection', true, (socket) => socket.destroy()],
    ['answers with something other than yamux', true, (socket) => socket.write(badYamux)],
  ];
  for (const [title, multiplexed, answer] of answers)
    it(`fails with CONNECT_FAILED when it ${title}, and leaves no process`, async () => {
      await using server = await startByteServer(answer);
      const client = clientOf(server, multiplexed);
      const error = await failure(client.connect(), 'CONNECT_FAILED');
      expect(error.details.address).to.equal(`unix:${server.path}`);
      await client.exited;
    });

  it('does not wait longer than the caller allows if it is silent', async () => {
    await using server = await startByteServer(() => undefined);
    await using client = clientOf(server, false);
    await failure(client.connect({ timeoutMs: 100 }), 'DEADLINE_EXCEEDED');
    await client.kill({ gracefulStopMs: 0 });
  });
});
