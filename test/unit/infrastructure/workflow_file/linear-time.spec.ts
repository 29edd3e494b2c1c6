import { AwfError } from '../../../../src/domain/errors/awf-error.js';
import { compilePattern } from '../../../../src/infrastructure/workflow_file/re2-pattern.js';
import { parseWorkflow } from '../../../../src/infrastructure/workflow_file/yaml-workflow-source.js';
import { expectLinearTime } from '../../../support/growth.js';

const times = (size: number, line: (index: number) => string): string =>
  Array.from({ length: size }, (_, at) => line(at)).join('');
const withStates = (states: string): string => `name: f\nstates:\n  initial: s0\n${states}  end: { type: terminal }\n`;
const step = (name: string, command: string, next: string): string =>
  `  ${name}: { type: step, command: '${command}', on_success: ${next} }\n`;
const withCommand = (command: string): string => withStates(step('s0', command, 'end'));

/** Files that took a time that grows with the square of their length, or that could. */
const files: Readonly<Record<string, (size: number) => string>> = {
  'transitions to states that do not exist': (size) => withStates(times(size, (at) => step(`s${at}`, 'x', `t${at}`))),
  'references to inputs that do not exist': (size) =>
    `inputs:\n${times(size, (at) => `  - { name: i${at} }\n`)}${withCommand(times(size, (at) => `{{inputs.j${at}}}`))}`,
  'references to states that do not exist': (size) =>
    withStates(times(size, (at) => step(`s${at}`, `{{states.t${at}.Output}}`, 'end'))),
  'references to a state far back': (size) =>
    withStates(
      times(size, (at) => step(`s${at}`, at === 0 ? 'x' : '{{states.s0.Output}}', `s${at + 1}`)) +
        step(`s${size}`, 'x', 'end'),
    ),
  'a long way into a circle': (size) =>
    withStates(times(size, (at) => step(`s${at}`, 'x', `s${Math.min(at + 1, size - 1)}`))),
  'one long circle': (size) => withStates(times(size, (at) => step(`s${at}`, 'x', `s${(at + 1) % size}`))),
  'unknown fields': (size) => times(size, (at) => `field${at}: 1\n`) + withCommand('x'),
  'blanks in an expression': (size) => withCommand(`{{${' '.repeat(20 * size)}x`),
  'a text in an expression that is never closed': (size) => withCommand(`{{"${'x'.repeat(20 * size)}`),
  'many opening braces': (size) => withCommand('{{'.repeat(size)),
  'a dashed name': (size) => withCommand(`{{a${'-'.repeat(20 * size)}}}`),
  'a long duration': (size) =>
    withStates(`  s0: { type: step, command: x, on_success: end, timeout: ${'1.'.repeat(10 * size)} }\n`),
  'empty lines': (size) => withCommand('x') + '\n'.repeat(20 * size),
  'keys that stand there twice': (size) => withStates(times(size, () => step('s0', 'x', 'end'))),
};

describe('parseWorkflow() with a hostile file', () => {
  for (const [title, file] of Object.entries(files))
    it(`takes linear time for ${title}`, () => {
      expectLinearTime(60, file, (text) => {
        try {
          parseWorkflow(text, 'f.yaml', compilePattern);
        } catch (error) {
          if (!AwfError.is(error)) throw error;
        }
      });
    });
});
