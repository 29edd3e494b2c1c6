import { once } from 'node:events';
import { Readable } from 'node:stream';
import type { Logger } from '../packages/go-plugin/src/logger.js';
import { StderrForwarder } from '../packages/go-plugin/src/log/stderr-forwarder.js';
import { figureRow, type Benchmark } from './report.js';

const rounds = 9;
const lines = 100_000;
// The most bytes that one read from a pipe returns.
const chunkBytes = 65_536;
const maxLineBytes = 65_536;

/** One line in the JSON format of Go's hclog, with two fields. */
const hclogLine = (number: number): string =>
  `{"@level":"info","@message":"request served","@module":"goecho.worker","@timestamp":"2025-01-02T03:04:05.678901+01:00","path":"/items/${number}","status":200}\n`;

function chunksOf(bytes: Buffer): Buffer[] {
  const chunks: Buffer[] = [];
  for (let begin = 0; begin < bytes.length; begin += chunkBytes) chunks.push(bytes.subarray(begin, begin + chunkBytes));
  return chunks;
}

class CountingLogger implements Logger {
  calls = 0;

  log(_level: string, message: string): void {
    if (message === 'request served') this.calls += 1;
  }

  isEnabled(): boolean {
    return true;
  }

  named(): Logger {
    return this;
  }
}

/** Lines per second, from the first byte to the last call of the logger. */
async function forward(chunks: readonly Buffer[]): Promise<number> {
  const logger = new CountingLogger();
  const stderr = Readable.from(chunks, { objectMode: false });
  const begin = performance.now();
  new StderrForwarder(stderr, { logger, maxLineBytes });
  await once(stderr, 'end');
  const took = performance.now() - begin;
  if (logger.calls !== lines) throw new Error(`${logger.calls} of ${lines} lines came through`);
  return (lines * 1_000) / took;
}

/** From the bytes of a plugin's stderr (JSON lines) to calls of the logger. */
export const logForwarding: Benchmark = {
  name: 'log-forwarding',
  async run(scale) {
    const chunks = chunksOf(Buffer.from(Array.from({ length: lines }, (_, number) => hclogLine(number)).join('')));
    await forward(chunks);
    const measured: number[] = [];
    for (let round = 0; round < scale.rounds(rounds); round += 1) measured.push(await forward(chunks));
    return [figureRow('log forwarding: JSON lines to the logger', 'lines/s', measured, { atLeast: 100_000 })];
  },
};
