import { expect } from 'chai';
import picocolors from 'picocolors';
import type { CliContext } from '../../../../src/app/cli/cli-context.js';
import { fit } from '../../../../src/app/cli/columns.js';
import {
  humanDuration,
  printable,
  printableLine,
  printableLines,
  printableMessage,
  printableOutput,
  table,
} from '../../../../src/app/cli/printable.js';
import { LiveLine } from '../../../../src/app/cli/live-line.js';
import { SecretMask } from '../../../../src/domain/secret-mask.js';
import { ShownLines } from '../../../../src/app/cli/shown-lines.js';
import { StderrLogger } from '../../../../src/app/cli/stderr-logger.js';
import { TextProgress } from '../../../../src/app/cli/text-progress.js';
import type { StateReport } from '../../../../src/app/workflows/run-result.js';
import { AwfError } from '../../../../src/domain/errors/awf-error.js';
import type { StepState } from '../../../../src/domain/workflow/workflow.js';
import { compilePattern } from '../../../../src/infrastructure/workflow_file/re2-pattern.js';
import { parseWorkflow } from '../../../../src/infrastructure/workflow_file/yaml-workflow-source.js';

const colors = picocolors.createColors(false);

const none = new SecretMask();

describe('printable()', () => {
  it('escapes control characters and leaves the rest', () => {
    expect(printable(none, 'a\u001b[2Jb\u0007\u009bc\td\r\ne\rf é 漢')).to.equal(
      'a\\x1b[2Jb\\x07\\x9bc\td\ne\\rf é 漢',
    );
  });

  it('escapes characters that reverse the direction of a line', () => {
    expect(printable(none, 'a\u202eb\u2066c')).to.equal('a\\u202eb\\u2066c');
  });
});

describe('printableLines()', () => {
  const together = (text: string): string => [...printableLines(none, text, '  ')].join('');

  it('shows a text line by line', () => {
    expect(together('a\r\n\u0007b\n')).to.equal('  a\n  \\x07b\n  \n');
    expect(together('')).to.equal('  \n');
    expect(together('a\rb')).to.equal('  a\\rb\n');
  });

  it('cuts long lines, but no pair of surrogates', () => {
    for (const before of ['', 'x']) {
      const line = `${before}${'😀'.repeat(100_000)}`;
      const pieces = [...printableLines(none, line, '')];
      expect(pieces.join('')).to.equal(`${line}\n`);
      for (const piece of pieces) expect(piece.length).to.be.at.most(65_536);
    }
  });
});

describe('printableOutput() of a large text', () => {
  it('shows the first lines and counts the others', () => {
    expect(printableOutput(none, 'a\n'.repeat(1_000_000))).to.match(/^(a\n){20}\.\.\. 999981 more lines$/u);
    expect(printableOutput(none, '\u001b'.repeat(1_000_000))).to.have.length(504);
  });
});

describe('printableLine()', () => {
  it('keeps a name on its line', () => {
    expect(printableLine(none, 'a\nb\tc\u001b[1A')).to.equal('a\\nb\\tc\\x1b[1A');
  });

  it('shortens long texts', () => {
    expect(printableLine(none, 'x'.repeat(300_000))).to.equal(`${'x'.repeat(200)} ...`);
    expect(printableLine(none, 'x'.repeat(200))).to.equal('x'.repeat(200));
  });
});

describe('printableMessage()', () => {
  it('keeps lines, and shortens long lines and long lists of lines', () => {
    expect(printableMessage(none, 'a\n\u001bb')).to.equal('a\n\\x1bb');
    expect(printableMessage(none, 'x'.repeat(300_000))).to.have.lengthOf(2_004);
    expect(printableMessage(none, 'x\n'.repeat(300)).split('\n')).to.have.lengthOf(101);
  });
});

describe('A secret in a text that is shown', () => {
  const secret = 'c4n4ry-of-\u001b-and\t-tab';
  const secrets = new SecretMask();
  secrets.add(secret);

  it('is masked before the text is cut', () => {
    for (let before = 1_960; before < 2_000; before++) {
      const shown = printableMessage(secrets, 'x'.repeat(before) + secret);
      expect(shown, String(before)).not.to.contain('c4');
    }
    expect(printableLine(secrets, 'x'.repeat(190) + secret)).to.equal(`${'x'.repeat(190)}***`);
    expect(printableOutput(secrets, 'x'.repeat(490) + secret)).to.equal(`${'x'.repeat(490)}***`);
  });

  it('is masked before its characters are escaped', () => {
    for (const show of [printable, printableLine, printableMessage, printableOutput])
      expect(show(secrets, `a ${secret} b`)).to.equal('a *** b');
  });

  it('is masked where a command has coloured it', () => {
    const coloured = new SecretMask();
    coloured.add('c4n4ry-of-colour');
    expect(printableOutput(coloured, 'c4n4ry\u001b[1m-of-colour\u001b[m')).to.equal('***');
  });
});

describe('printableOutput()', () => {
  it('removes colours, keeps line breaks and tabs, and escapes every other sequence', () => {
    expect(printableOutput(none, '\u001b[1;31mred\u001b[m\tx\ny\u001b[2J')).to.equal('red\tx\ny\\x1b[2J');
  });
});

describe('humanDuration()', () => {
  for (const [ms, text] of [
    [0.4, '0 ms'],
    [999, '999 ms'],
    [1_234, '1.2 s'],
    [61_000, '1 min 1 s'],
  ] as const)
    it(`shows ${ms} ms as ${text}`, () => {
      expect(humanDuration(ms)).to.equal(text);
    });
});

describe('table()', () => {
  it('aligns cells in columns, without blanks at the ends of lines', () => {
    expect(
      table([
        ['A', 'LONG'],
        ['abc', ''],
      ]),
    ).to.equal('A    LONG\nabc\n');
  });
});

describe('StderrLogger', () => {
  const written = (log: (logger: StderrLogger) => void): string => {
    const lines: string[] = [];
    log(new StderrLogger((text) => lines.push(text), colors, 'info'));
    return lines.join('');
  };

  it('writes a line a message, with its fields', () => {
    const circular: Record<string, unknown> = {};
    circular.self = circular;
    const fields = { n: 1, text: 'two words', error: new Error('no'), none: undefined, circular };
    expect(written((logger) => logger.named('a').named('b').log('warn', 'hm', fields))).to.equal(
      'warn  a.b: hm n=1 text="two words" error="no" none=undefined circular=(circular)\n',
    );
  });

  it('leaves out messages below its level', () => {
    expect(written((logger) => logger.log('debug', 'x'))).to.equal('');
  });

  it('escapes control characters in messages', () => {
    expect(written((logger) => logger.log('info', 'a\u001b[31m'))).to.equal('info  a\\x1b[31m\n');
  });

  it('indents further lines of a message, and shortens long values', () => {
    const logger = (log: StderrLogger) => log.log('warn', 'a\nerror b', { said: 'x'.repeat(300_000), 'k\n': 1 });
    expect(written(logger)).to.equal(`warn  a\n      error b said=${'x'.repeat(4_000)} ... k\\n=1\n`);
  });
});

describe('StderrLogger with a value of several lines', () => {
  it('shows a stack on lines of its own, under its message', () => {
    const lines: string[] = [];
    const stack = 'Error: no\n    at a (b.ts:1:2)\n';
    new StderrLogger((text) => lines.push(text), colors, 'info').log('error', 'operation failed', { stack, n: 1 });
    expect(lines.join('')).to.equal(
      'error operation failed n=1\n      stack:\n        Error: no\n            at a (b.ts:1:2)\n',
    );
  });
});

describe('LiveLine', () => {
  /** What a terminal shows after these writes. */
  function screen(writes: (live: LiveLine, log: (text: string) => void) => void): readonly string[] {
    let written = '';
    const out = (text: string): void => void (written += text);
    const live = new LiveLine(out);
    writes(live, live.above(out));
    const shown = written.replaceAll('\u001b[?7l', '').replaceAll('\u001b[?7h', '');
    return shown.split('\n').map((line) => line.split('\r\u001b[K').at(-1) ?? '');
  }

  it('stays below what is written meanwhile', () => {
    const lines = screen((live, log) => {
      live.show('… step');
      log('warn  a\n');
      log('warn  b\n');
    });
    expect(lines).to.deep.equal(['warn  a', 'warn  b', '… step']);
  });

  it('is replaced, and removed', () => {
    expect(screen((live) => ['… a', '… b'].forEach((text) => live.show(text)))).to.deep.equal(['… b']);
    expect(
      screen((live) => {
        live.show('… a');
        live.end();
      }),
    ).to.deep.equal(['']);
  });

  it('disappears for a text that does not end its line', () => {
    const lines = screen((live, log) => {
      live.show('… a');
      log('partial');
      log(' text\n');
    });
    expect(lines).to.deep.equal(['partial text', '']);
  });
});

describe('fit()', () => {
  for (const [what, line, columns, fitting] of [
    ['a line that fits', 'abc', 3, 'abc'],
    ['a line that does not', 'abcd', 3, 'ab…'],
    ['colours, which take no column', '\u001b[33m…\u001b[39m ab', 4, '\u001b[33m…\u001b[39m ab'],
    ['a line that is cut within a colour', '\u001b[33mabcd\u001b[39m', 3, '\u001b[33mab\u001b[0m…'],
    ['characters of two columns', '漢字漢字', 5, '漢字…'],
    ['emoji', '😀😀', 3, '😀…'],
    ['accents that stand over another character', 'e\u0301e\u0301', 2, 'e\u0301e\u0301'],
    ['no column at all', 'abc', 0, ''],
    ['an unknown width', 'abc', Infinity, 'abc'],
  ] as const)
    it(`knows ${what}`, () => {
      expect(fit(line, columns)).to.equal(fitting);
    });
});

describe('TextProgress', () => {
  const { workflow } = parseWorkflow(
    'name: f\nstates: { initial: a, a: { type: step, command: x, on_success: done }, done: { type: terminal } }',
    'f.yaml',
    compilePattern,
  );
  const step = workflow.states.get('a') as StepState;
  const error = new AwfError('EXECUTION.COMMAND.FAILED', { step: 'a', exitCode: 1, stderrTail: '' });
  const report: StateReport = { status: 'failed', output: '', response: {}, durationMs: 1, error };

  function progress(
    isTerminal = false,
    columns = 80,
  ): { readonly progress: TextProgress; readonly text: () => string } {
    const lines: string[] = [];
    const out = (line: string): void => void lines.push(line);
    const live = isTerminal ? new LiveLine(out, () => columns) : undefined;
    const context = { out, colors, live, shown: new ShownLines(), secrets: new SecretMask() } as unknown as CliContext;
    return { progress: new TextProgress(context), text: () => lines.join('') };
  }

  it('keeps a name on its line, so that it cannot pass for a second heading', () => {
    const text = '"one\\ntwo \\e[2J"';
    const odd = parseWorkflow(
      `name: ${text}\ndescription: "a\\nb\\n"\nstates: { initial: ${text}, ${text}: { type: step, command: x, on_success: done }, done: { type: terminal } }`,
      'f.yaml',
      compilePattern,
    ).workflow;
    const { progress: p, text: shown } = progress();
    p.observe({ type: 'run-started', workflow: odd });
    p.observe({ type: 'step-finished', step: [...odd.states.values()][0] as StepState, report });
    expect(shown()).to.equal('one\\ntwo \\x1b[2J  a\\nb\n✗ one\\ntwo \\x1b[2J  command  1 ms\n');
  });

  it('cuts the current step if a narrow terminal would wrap it', () => {
    const terminal = progress(true, 9);
    terminal.progress.observe({ type: 'step-started', step });
    expect(terminal.text()).to.contain('… a  com…').and.not.contain('comm');
  });

  it('does not show an error that ends the run, because stderr has it', () => {
    const { progress: p, text } = progress();
    p.observe({ type: 'step-finished', step, report });
    p.observe({
      type: 'run-finished',
      result: { workflow: 'f', status: 'failed', states: new Map(), durationMs: 2, error },
    });
    expect(text()).to.equal('✗ a  command  1 ms\n✗ failed in 2 ms\n');
  });

  it('shows an error that the workflow handles', () => {
    const { progress: p, text } = progress();
    p.observe({ type: 'step-finished', step, report });
    p.observe({
      type: 'run-finished',
      result: { workflow: 'f', status: 'completed', states: new Map(), durationMs: 2 },
    });
    expect(text()).to.contain('✗ a  command  1 ms\n    step a: the command exited with code 1\n✓ completed');
  });

  it('cuts a long output', () => {
    const { progress: p, text } = progress();
    const output = Array.from({ length: 30 }, (_, line) => `line ${line}`).join('\n');
    p.observe({ type: 'step-finished', step, report: { ...report, status: 'completed', output } });
    expect(text()).to.contain('line 19\n    ... 10 more lines\n').and.not.contain('line 20');
  });

  it('shows the current step only on a terminal', () => {
    const pipe = progress();
    pipe.progress.observe({ type: 'step-started', step });
    expect(pipe.text()).to.equal('');
    const terminal = progress(true);
    terminal.progress.observe({ type: 'step-started', step });
    expect(terminal.text()).to.contain('… ');
    // What is written over must not go on in the next line, however narrow the terminal.
    expect(terminal.text()).to.match(/\r\u001b\[K\u001b\[\?7l… [^\r\n]*\u001b\[\?7h/u);
  });
});
