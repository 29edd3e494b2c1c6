import { expect } from 'chai';
import { commandFor } from '../../../../src/infrastructure/builtin_notify/desktop.js';

const notification = { title: '-t "x"', message: 'a\\ "b"', priority: 'high' } as const;

describe('commandFor()', () => {
  it('calls notify-send on Linux, with nothing of the texts as an option', () => {
    expect(commandFor('linux', notification)).to.deep.equal([
      'notify-send',
      '-u',
      'critical',
      '--',
      '-t "x"',
      'a\\ "b"',
    ]);
    expect(commandFor('linux', { ...notification, priority: 'default' })).to.include('normal');
  });

  it('calls osascript on macOS, with texts that cannot end early', () => {
    expect(commandFor('darwin', notification)?.at(-1)).to.equal(
      String.raw`display notification "a\\ \"b\"" with title "-t \"x\""`,
    );
  });

  it('knows no other platform', () => {
    expect(commandFor('win32', notification)).to.equal(undefined);
  });
});
