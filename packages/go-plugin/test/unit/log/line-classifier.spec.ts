import { expect } from 'chai';
import { LineClassifier } from '../../../src/log/line-classifier.js';

describe('LineClassifier', () => {
  it('takes the level from a text prefix and keeps the prefix [L02]', () => {
    const classifier = new LineClassifier();
    const levels = ['[TRACE] a', '[DEBUG] a', '[INFO] a', '[WARN]a', '[ERROR] a', '[ERR] a', ' [WARN] a', 'a'].map(
      (line) => {
        const entry = classifier.classify(line);
        expect(entry.message).to.equal(line);
        return entry.level;
      },
    );
    expect(levels).to.deep.equal(['trace', 'debug', 'info', 'warn', 'error', 'debug', 'debug', 'debug']);
  });

  for (const first of ['panic: boom', 'fatal error: all goroutines are asleep']) {
    it(`logs "${first}" and all plain lines after it as errors [L02]`, () => {
      const classifier = new LineClassifier();
      const levels = [
        first,
        '',
        'goroutine 1 [running]:',
        '[1]',
        '[INFO] tagged',
        '{"@level":"info"}',
        'null',
        'main.go:1',
      ]
        .map((line) => classifier.classify(line))
        .map(({ level }) => level);
      expect(levels).to.deep.equal(['error', 'error', 'error', 'error', 'info', 'info', 'debug', 'error']);
    });
  }

  it('accepts JSON with blanks before it', () => {
    expect(new LineClassifier().classify(' \t{"@level":"info","@message":"m"}').level).to.equal('info');
  });
});
