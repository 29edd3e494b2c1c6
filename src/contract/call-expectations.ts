import { expect } from 'chai';
import type { JsonObject } from '../domain/json.js';
import type { CallOptions } from '../ports/call-options.js';
import { expectRejection, longCallMs, shortTimeoutMs, slowCallMs } from './expectations.js';

/** How the clauses of a port reach the contract's plugin: its operations, or its types of steps, which have the same names. */
export interface ContractCalls {
  /** Calls what has this name. */
  readonly execute: (name: string, values: JsonObject, options?: CallOptions) => Promise<unknown>;
  /** Expects that the plugin answers. */
  readonly expectEcho: () => Promise<void>;
}

/** Expects that a call rejects when its time is over, and that the plugin answers afterwards. */
export async function expectCallTimeout({ execute, expectEcho }: ContractCalls): Promise<void> {
  await expectEcho();
  const call = execute('sleep', { ms: longCallMs }, { timeoutMs: shortTimeoutMs });
  const error = await expectRejection(call, 'EXECUTION.PLUGIN.CALL_TIMEOUT');
  expect(error.details.timeoutMs).to.equal(shortTimeoutMs);
  await expectEcho();
}

/** Expects that a call that is aborted while it runs rejects with the reason as cause, and that the plugin answers afterwards. */
export async function expectCancellation({ execute, expectEcho }: ContractCalls): Promise<void> {
  await expectEcho();
  const controller = new AbortController();
  const call = execute('sleep', { ms: longCallMs }, { signal: controller.signal });
  // Its answer shows that the call before it has arrived.
  void expectEcho().then(() => controller.abort(new Error('changed my mind')));
  const error = await expectRejection(call, 'EXECUTION.PLUGIN.CANCELED');
  expect(error.cause).to.have.property('message', 'changed my mind');
  await expectEcho();
}

/** Expects that a call whose signal is already aborted rejects. */
export async function expectNoCallWhenAborted({ execute }: ContractCalls): Promise<void> {
  const aborted = { signal: AbortSignal.abort(new Error('too late')) };
  await expectRejection(execute('echo', { text: 'a' }, aborted), 'EXECUTION.PLUGIN.CANCELED');
}

/** Expects that the plugin answers after it has died. */
export async function expectRecovery({ execute, expectEcho }: ContractCalls): Promise<void> {
  await execute('crash', {}).catch(() => undefined);
  await expectEcho();
}

/** Expects that a quick call overtakes a slow one. */
export async function expectConcurrency({ execute, expectEcho }: ContractCalls): Promise<void> {
  await expectEcho();
  const order: string[] = [];
  const slow = execute('sleep', { ms: slowCallMs }).then(() => order.push('slow'));
  const quick = execute('echo', { text: 'quick' }).then(() => order.push('quick'));
  await Promise.all([slow, quick]);
  expect(order).to.deep.equal(['quick', 'slow']);
}
