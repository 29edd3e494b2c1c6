import { expect } from 'chai';
import { logLines } from '../../../../src/infrastructure/grpc_host/log-lines.js';
import { processEnd } from '../../../../src/infrastructure/grpc_host/process-end.js';
import { RecordingLogger } from '../../../../packages/go-plugin/test/support/recording-logger.js';

describe('logLines()', () => {
  const logged = async (...chunks: readonly (string | Buffer)[]): Promise<readonly unknown[]> => {
    const logger = new RecordingLogger();
    const sink = logLines(logger, 'output');
    for (const chunk of chunks) sink.write(chunk);
    await new Promise<void>((resolve) => sink.end(resolve));
    return logger.records.map(({ message, fields }) => [message, fields?.['line']]);
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

describe('processEnd()', () => {
  it('tells a signal from an exit, and both from a process that was lost', () => {
    const stderrTail = 'last';
    expect(processEnd({ exitCode: null, exitSignal: 'SIGKILL', stderrTail })).to.deep.equal({
      reason: 'signaled',
      details: { signal: 'SIGKILL', stderrTail },
    });
    expect(processEnd({ exitCode: 0, exitSignal: null, stderrTail })).to.deep.equal({
      reason: 'exited',
      details: { exitCode: 0, stderrTail },
    });
    expect(processEnd({ exitCode: null, exitSignal: null, stderrTail })).to.deep.equal({
      reason: 'lost',
      details: { stderrTail },
    });
  });
});
