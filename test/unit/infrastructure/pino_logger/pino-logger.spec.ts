import { expect } from 'chai';
import { createPinoLogger } from '../../../../src/infrastructure/pino_logger/pino-logger.js';

describe('createPinoLogger()', () => {
  it('writes JSON lines from its level on, with the path of names', () => {
    const lines: string[] = [];
    const logger = createPinoLogger({ level: 'info', stream: { write: (line: string) => lines.push(line) } });
    logger.named('host').named('echo').log('info', 'started', { pid: 1 });
    logger.log('debug', 'not this');
    logger.log('error', 'this');
    const records = lines.map((line) => JSON.parse(line) as Record<string, unknown>);
    expect(records).to.have.length(2);
    expect(records[0]).to.include({ logger: 'host.echo', msg: 'started', pid: 1, level: 30 });
    expect(records[1]).to.include({ msg: 'this', level: 50 });
    expect(logger.isEnabled('debug')).to.equal(false);
    expect(logger.isEnabled('warn')).to.equal(true);
  });
});
