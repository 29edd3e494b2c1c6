import { PassThrough } from 'node:stream';
import type { Runner } from '../../src/process/runner.js';
import { FakeAttachedRunner } from './fake-attached-runner.js';

/** A started plugin without a process. The test writes its output. */
export class FakeRunner extends FakeAttachedRunner implements Runner {
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
