import { expect } from 'chai';
import { logLines } from '../../../../src/infrastructure/grpc_host/log-lines.js';
import { RecordingLogger } from '../../../../src/infrastructure/in_memory/recording-logger.js';

describe('logLines()', () => {
  const logged = async (...chunks: readonly (string | Buffer)[]): Promise<readonly unknown[]> => {
    const logger = new RecordingLogger();
    const sink = logLines(logger, 'output');
    for (const chunk of chunks) sink.write(chunk);
    await new Promise<void>((resolve) => sink.end(resolve));
    return logger.records.map(({ message, fields }) => [message, fields.line]);
  };

  it('logs a line at a time, however the text is cut, the last one without a line end', async () => {
    const euro = Buffer.from('€');
    expect(await logged('one\ntw', 'o\r\n\nlast ', euro.subarray(0, 1), euro.subarray(1))).to.deep.equal([
      ['output', 'one'],
      ['output', 'two'],
      ['output', 'last €'],
    ]);
  });

  it('logs a long line in pieces', async () => {
    const lines = (await logged('x'.repeat(20_000))) as readonly (readonly [string, string])[];
    expect(lines.map(([, line]) => line.length)).to.deep.equal([8_192, 8_192, 3_616]);
  });

  it('logs nothing of an empty text', async () => {
    expect(await logged('', '\n')).to.deep.equal([]);
  });
});
