import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import fc from 'fast-check';
import picocolors from 'picocolors';
import type { CliContext } from '../../../../src/app/cli/cli-context.js';
import { runCli } from '../../../../src/app/cli/program.js';
import { SecretMask } from '../../../../src/domain/secret-mask.js';
import { ShownLines } from '../../../../src/app/cli/shown-lines.js';
import { checkProperty } from '../../../support/property.js';

const words = [
  'run',
  'validate',
  'plugin',
  'list',
  'ls',
  'enable',
  'disable',
  'remove',
  'verify',
  'install',
  'dev',
  'logs',
  'error',
  'help',
  'none.yaml',
  'echo',
  '../x',
  'EXECUTION',
  '-i',
  'a=1',
  '=',
  '--input=__proto__=1',
  '-f',
  'json',
  '--format=json',
  '--format=',
  'quiet',
  '--plugins-dir',
  'none',
  '--config',
  '--allow-insecure',
  '--verbose',
  '--no-color',
  '--skip-plugins',
  '--validator-timeout',
  '--validator-timeout=0s',
  '10s',
  '--operations',
  '--details',
  '--lines=2',
  '--since=1m',
  '--since=x',
  '--inspect',
  '--inspect=1:2:3',
  '--run',
  '--update',
  '--force',
  '-h',
  '--version',
  '--',
  '-',
  '',
];

describe('runCli() with any arguments', () => {
  let folder = '';
  before(() => {
    folder = mkdtempSync(join(tmpdir(), 'awf-arguments-'));
  });
  after(() => {
    rmSync(folder, { recursive: true, force: true });
  });

  async function run(
    args: readonly string[],
  ): Promise<{ readonly status: number; readonly out: string; readonly err: string }> {
    const written = { out: '', err: '' };
    const colors = picocolors.createColors(false);
    const context: CliContext = {
      env: { HOME: folder, XDG_CONFIG_HOME: folder, XDG_DATA_HOME: folder, PATH: '' },
      cwd: folder,
      version: '0.0.0',
      packageRoot: '',
      out: (text) => void (written.out += text),
      err: (text) => void (written.err += text),
      live: undefined,
      data: (text) => void (written.out += text),
      drained: () => Promise.resolve(),
      secrets: new SecretMask(),
      shown: new ShownLines(),
      colors,
      errColors: colors,
      signal: new AbortController().signal,
      givenUp: new AbortController().signal,
    };
    return { status: await runCli(args, context), ...written };
  }

  it('ends with a documented exit status, never as a defect, and explains a failure', async () => {
    const word = fc.oneof(
      { weight: 8, arbitrary: fc.constantFrom(...words) },
      // The arguments of a process end at a zero byte.
      {
        weight: 1,
        arbitrary: fc.string({ unit: 'binary', maxLength: 6 }).filter((text) => !text.includes('\0')),
      },
    );
    const check = async (args: readonly string[]): Promise<void> => {
      const { status, out, err } = await run(args);
      if (![0, 1, 2, 3].includes(status)) throw new Error(`exit status ${status}: ${err}${out}`);
      // `awf error` succeeds, and lists the code of defects among all others.
      if (status !== 0 && `${out}${err}`.includes('SYSTEM.INTERNAL')) throw new Error(`a defect: ${err}${out}`);
      if (status !== 0 && out === '' && err === '') throw new Error('failed without a word');
      // A terminal must not get what stood in the arguments.
      if (/[\u0000-\u0008\u000b-\u001f\u007f-\u009f]/u.test(err))
        throw new Error(`control characters: ${JSON.stringify(err)}`);
    };
    await checkProperty('arguments', fc.array(word, { maxLength: 7 }), check, 100);
  });

  it('writes one JSON value for `--format json` when it fails, whatever follows', async () => {
    const check = async (args: readonly string[]): Promise<void> => {
      const { status, out } = await run(['--format', 'json', ...args]);
      if (status !== 0) JSON.parse(out);
    };
    const word = fc.constantFrom(...words.filter((each) => !/^-f|format|json|quiet/u.test(each)));
    await checkProperty('arguments-json', fc.array(word, { maxLength: 5 }), check, 50);
  });

  it('takes what follows the first `=` of an input as its value', async () => {
    const { out, status } = await run(['--format', 'json', 'run', 'none.yaml', '-i', '=1']);
    expect(status).to.equal(1);
    expect(out).to.contain('expected name=value');
  });
});
