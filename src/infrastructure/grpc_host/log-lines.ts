import { Writable } from 'node:stream';
import { StringDecoder } from 'node:string_decoder';
import { truncate } from '../../domain/text.js';
import type { Logger } from '../../ports/logger.js';

/** Lines longer than this are logged in pieces. */
const longestLine = 8_192;

/** Writes what a plugin prints into the log, a line at a time. */
export function logLines(logger: Logger, message: string): Writable {
  const decoder = new StringDecoder('utf8');
  let rest = '';
  const log = (line: string): void => {
    if (line !== '') logger.log('info', message, { line });
  };
  return new Writable({
    write(chunk: Buffer, _, done) {
      const lines = (rest + decoder.write(chunk)).split(/\r?\n/);
      rest = lines.pop() ?? '';
      for (const line of lines) log(line);
      while (rest.length > longestLine) {
        const piece = truncate(rest, longestLine, '');
        log(piece);
        rest = rest.slice(piece.length);
      }
      done();
    },
    final(done) {
      log(rest + decoder.end());
      done();
    },
  });
}
