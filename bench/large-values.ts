import { executeMessage, resultMessage } from '../src/wire/plugin-messages.js';
import { decodeResult, encodeResult } from '../src/wire/execute-result.js';
import { decodeJsonValues, encodeJsonValues } from '../src/wire/json-values.js';
import { figureRow, ratioRow, type Benchmark, type Row } from './report.js';
import { sideBySide, type Contestant } from './side-by-side.js';

const megabyte = 1_000_000;
const rounds = 5;

/** Milliseconds of this process's CPU time, which other work on the machine does not change. */
function timed(work: () => unknown): number {
  const begin = process.cpuUsage();
  work();
  const { user, system } = process.cpuUsage(begin);
  return (user + system) / 1000;
}

/** Nanoseconds a byte for a value of that size, encoded and decoded as the input of a call. */
const perByte = (name: string, megabytes: number): Contestant => {
  const text = 'x'.repeat(megabytes * megabyte);
  const times = Math.max(1, Math.round(16 / megabytes));
  return {
    name,
    run() {
      const took = timed(() => {
        for (let time = 0; time < times; time += 1) {
          const message = executeMessage.encode({ operation: 'o', inputs: encodeJsonValues({ text }, 'input') });
          const { inputs } = executeMessage.decode(message);
          if (decodeJsonValues(inputs, 'input')['text'] !== text) throw new Error('the value came back changed');
        }
      });
      return Promise.resolve((took * 1e6) / (times * megabytes * megabyte));
    },
  };
};

/** Large texts through the messages of a call, without a connection. */
export const largeValues: Benchmark = {
  name: 'large-values',
  async run(scale) {
    const rows: Row[] = [];
    const kinds = [
      ['ASCII', 'x'.repeat(100 * megabyte)],
      ['of any script', 'äö漢字 '.repeat(9 * megabyte)],
    ] as const;
    for (const [kind, text] of kinds) {
      const message = resultMessage.encode(encodeResult({ success: true, outputs: { output: text } }));
      const took: number[] = [];
      for (let round = 0; round < scale.rounds(rounds); round += 1)
        took.push(timed(() => decodeResult(resultMessage.decode(message))));
      const what = `large values: a text of ${Math.round(message.length / megabyte)} MB, ${kind}, decoded (CPU time)`;
      rows.push(figureRow(what, 'ms', took, { atMost: 400 }));
    }
    const compared = await sideBySide(perByte('16 MB', 16), perByte('1 MB', 1), scale.rounds(rounds));
    rows.push(
      ratioRow('large values: a byte of 16 MB | of 1 MB, encoded and decoded', 'ns', compared, { atMost: 1.5 }),
    );
    return rows;
  },
};
