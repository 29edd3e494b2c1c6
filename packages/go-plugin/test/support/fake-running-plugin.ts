import { PassThrough } from 'node:stream';
import type { RunningPlugin } from '../../src/process/runner.js';
import { FakeAttachedRunner } from './fake-attached-runner.js';

/** A plugin without a process, whose output a test writes. */
export class FakeRunningPlugin extends FakeAttachedRunner implements RunningPlugin {
  readonly name = 'fake';
  readonly stdout = new PassThrough();
  readonly stderr = new PassThrough();

  /** @param diagnosis what `diagnose` gives */
  constructor(private readonly diagnosis: Promise<readonly string[]> = Promise.resolve([])) {
    super();
  }

  diagnose(): Promise<readonly string[]> {
    return this.diagnosis;
  }
}
