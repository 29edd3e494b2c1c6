import { expect } from 'chai';
import { parseHclogLine } from '../../../src/log/hclog-line.js';

describe('parseHclogLine', () => {
  it('reads level, message and fields, and passes the time on as a field [L01]', () => {
    const line =
      '{"@level":"warn","@message":"low","@module":"kv","@timestamp":"2024-02-29T03:04:05.123456+01:00","n":3}';
    expect(parseHclogLine(line)).to.deep.equal({
      level: 'warn',
      message: 'low',
      fields: { timestamp: '2024-02-29T03:04:05.123+0100', '@module': 'kv', n: 3 },
    });
  });

  it('ignores case and blanks around the level, as hclog does [L01]', () => {
    for (const level of ['trace', 'debug', 'info', 'warn', 'error'] as const) {
      const line = JSON.stringify({ '@level': ` ${level.toUpperCase()} `, '@message': 'm' });
      expect(parseHclogLine(line)).to.deep.equal({ level, message: 'm', fields: {} });
    }
  });

  it('passes objects without a known level on unchanged, at debug level [L01]', () => {
    for (const line of ['{}', '{"level":"info","msg":"pino"}', '{"@level":"off"}', '{"@level":"all"}', 'null']) {
      expect(parseHclogLine(line)).to.deep.equal({ level: 'debug', message: line });
    }
  });

  it('recognises text that is not a JSON object', () => {
    for (const line of ['', 'text', '[1]', '1', '"s"', '{', '{"a":1} x', 'nul']) {
      expect(parseHclogLine(line), line).to.equal(undefined);
    }
  });

  it('accepts the last day of each kind of month', () => {
    for (const day of ['2000-02-29', '2024-02-29', '2023-02-28', '2024-04-30', '2024-12-31']) {
      const line = JSON.stringify({ '@level': 'info', '@message': 'm', '@timestamp': `${day}T00:00:00.000000Z` });
      expect(parseHclogLine(line)?.fields, day).to.deep.equal({ timestamp: `${day}T00:00:00.000Z` });
    }
  });

  it('treats a time that Go cannot parse as text', () => {
    const days = [
      '2024-02-30',
      '2023-02-29',
      '1900-02-29',
      '2024-04-31',
      '2024-12-32',
      '2024-00-01',
      '2024-13-01',
      '2024-01-00',
    ];
    const hours = ['24:00:00', '00:60:00', '00:00:60'];
    const times = [
      ...days.map((day) => `${day}T00:00:00.000000Z`),
      ...hours.map((hour) => `2024-01-01T${hour}.000000Z`),
      '2024-01-01T00:00:00Z',
      'now',
    ];
    for (const time of times) {
      const line = JSON.stringify({ '@level': 'info', '@message': 'm', '@timestamp': time });
      expect(parseHclogLine(line), time).to.equal(undefined);
    }
  });

  describe('hostile lines [L04]', () => {
    it('survives values of the wrong type and passes the line on', () => {
      const wrong = [
        '{"@level":1}',
        '{"@level":{}}',
        '{"@level":"info","@message":7}',
        '{"@level":"info","@message":null}',
        '{"@level":"info","@message":"m","@timestamp":[]}',
      ];
      for (const line of wrong) expect(parseHclogLine(line)).to.deep.equal({ level: 'debug', message: line });
    });

    it('keeps __proto__ from changing anything', () => {
      const entry = parseHclogLine('{"@level":"info","@message":"m","__proto__":{"polluted":true},"a":1}');
      expect(entry?.fields).to.deep.equal({ a: 1 });
      expect(Object.assign({}, entry?.fields)).to.not.have.property('polluted');
    });

    it('passes deeply nested values on as text', () => {
      const line = `{"@level":"info","@message":"m","a":${'['.repeat(30_000)}${']'.repeat(30_000)}}`;
      expect(parseHclogLine(line)).to.deep.equal({ level: 'debug', message: line });
    });
  });
});
