import { PassThrough } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { expect } from 'chai';
import { LogRequest } from '../../support/generated/interop_test_pb.cjs';
import { buildPeer } from '../../support/go-plugin-peers.js';
import { requireGo } from '../../support/go.js';
import { call, interopClient } from '../../support/interop-host.js';
import { RecordingLogger } from '../../support/recording-logger.js';

describe('A line of 200,000 characters in the log of a Go plugin', () => {
  let program: string;

  before(async function () {
    requireGo(this);
    program = await buildPeer('testplugin');
  });

  it('arrives in unparsed pieces, unchanged on stderr, and the next line is parsed as usual [L03]', async () => {
    const logger = new RecordingLogger();
    const stderr = new PassThrough();
    const raw = buffer(stderr);
    const plugin = interopClient(program, { logger, stderr });
    const { client } = await plugin.dispense('interop');
    const text = 'ü'.repeat(100_000);
    const log = (message: string) =>
      call(client.log.bind(client), new LogRequest().setLevel('warn').setMessage(message));
    await log(text);
    await log('short');
    await plugin.kill();
    stderr.end();

    const line =
      (await raw)
        .toString()
        .split('\n')
        .find((one) => one.includes(text)) ?? '{}';
    expect(JSON.parse(line)).to.include({ '@message': text, '@level': 'warn' });
    const heard = logger.records.map(({ level, message }) => ({ level, message }));
    const start = heard.findIndex(({ message }) => message.startsWith('{"@level":"warn"'));
    const pieces = heard.slice(
      start,
      heard.findIndex(({ message }) => message === 'short'),
    );
    expect(pieces.map(({ level }) => level)).to.deep.equal(pieces.map(() => 'debug'));
    expect(pieces).to.have.length.greaterThan(2);
    expect(heard).to.deep.include({ level: 'warn', message: 'short' });
  });
});
