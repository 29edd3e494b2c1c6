import { PassThrough } from 'node:stream';
import type { RunningPlugin } from '../../src/process/runner.js';
import { FakeAttachedRunner } from './fake-attached-runner.js';

/** A plugin without a process. The test writes its output. */
export class FakeRunningPlugin extends FakeAttachedRunner implements RunningPlugin {
  readonly name = 'fake';
  readonly stdout = new PassThrough();
  readonly stderr = new PassThrough();

  /** @param diagnosis the result of `diagnose` */
  constructor(private readonly diagnosis: Promise<readonly string[]> = Promise.resolve([])) {
    super();
  }

  diagnose(): Promise<readonly string[]> {
    return this.diagnosis;
  }
}
