import { expect } from 'chai';
import { LineSplitter } from '../../../src/log/line-splitter.js';
import { OutputTail } from '../../../src/log/output-tail.js';

function tailOf(...chunks: readonly string[]): string {
  const splitter = new LineSplitter(64 * 1024);
  const tail = new OutputTail();
  for (const chunk of chunks) tail.push(splitter.push(Buffer.from(chunk)));
  return tail.text(splitter.incomplete);
}

const hclog = (level: string, message: string): string =>
  `{"@level":"${level}","@message":"${message}","@timestamp":"2026-01-01T00:00:00.000000Z","network":"unix"}\n`;

describe('OutputTail', () => {
  it('keeps ten lines, including the unfinished one', () => {
    const lines = Array.from({ length: 30 }, (_, index) => `line ${index}`);
    expect(tailOf(lines.join('\n'))).to.equal(lines.slice(-10).join('\n'));
    expect(tailOf(...lines.map((line) => `${line}\r\n`))).to.equal(lines.slice(-10).join('\n'));
  });

  it('keeps 2 KiB at most, however long the lines are', () => {
    const text = tailOf(`${'x'.repeat(200_000)}y\n`);
    expect(text).to.have.length(2_048).and.match(/xy$/);
  });

  it('joins the pieces of a line that is too long for the splitter', () => {
    expect(tailOf('x'.repeat(64 * 1024 - 1), 'y\n', 'z\n')).to.match(/xxxy\nz$/);
  });

  it('leaves out what go-plugin writes about itself, in Go and here', () => {
    const text = tailOf(
      'what the program wrote\n',
      hclog('debug', 'configuring server automatic mTLS'),
      hclog('debug', 'plugin address'),
      hclog('trace', 'plugin received interrupt signal, ignoring'),
      hclog('debug', 'stdio EOF, exiting copy loop'),
      '[TRACE] plugin: no host is connected\n',
    );
    expect(text).to.equal('what the program wrote');
  });

  it('keeps the program’s lines among many of go-plugin’s', () => {
    const own = hclog('debug', 'sending conn to default listener').repeat(1_000);
    expect(tailOf('first\n', own, 'last\n', own)).to.equal('first\nlast');
  });

  it('keeps go-plugin’s errors, and other lines of the program', () => {
    const lines = [
      hclog('error', 'plugin init error'),
      hclog('debug', 'opened the database'),
      hclog('info', 'plugin address'),
      'plugin address\n',
    ];
    expect(tailOf(...lines)).to.equal(lines.join('').trimEnd());
  });
});
