import { once } from 'node:events';
import { MessageChannel } from 'node:worker_threads';

/** An answer that arrives in time, in an event loop that is too busy to read it in time. */
export interface AnswerReadLate {
  readonly answer: Promise<unknown>;
  /** Blocks the event loop until twice the time has passed. */
  readonly holdUp: () => void;
  readonly close: () => void;
}

/** The answer is there before `milliseconds` have passed, and is read when they have. */
export async function answerReadLate(milliseconds: number): Promise<AnswerReadLate> {
  // From here the event loop goes to its timers before it reads anything.
  await new Promise((resolve) => setImmediate(resolve));
  const { port1, port2 } = new MessageChannel();
  const answer = once(port1, 'message');
  port2.postMessage('the answer');
  return {
    answer,
    holdUp: () => void Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, milliseconds * 2),
    close: () => port1.close(),
  };
}

/** How many of 20 answers that were read late are accepted by `ask`. */
export async function acceptedOf20(
  ask: (answer: Promise<unknown>, timeoutMs: number) => Promise<unknown>,
): Promise<number> {
  let accepted = 0;
  for (let time = 1; time <= 20; time++) {
    const { answer, holdUp, close } = await answerReadLate(5);
    const asked = ask(answer, 5).then(
      () => true,
      () => false,
    );
    holdUp();
    if (await asked) accepted++;
    close();
  }
  return accepted;
}
