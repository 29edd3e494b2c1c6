import { limitCall } from 'plugin-async';
import type { OperationResult } from '../../domain/plugin/operation.js';
import { operation, type OperationCall } from '../../sdk/operation.js';
import type { Plugin } from '../../sdk/plugin.js';
import { failure, success } from '../../sdk/result.js';
import { answeringFailures } from '../shared/expected-failures.js';
import { OutboundClient } from '../shared/outbound/outbound-client.js';
import { serverOf } from '../shared/outbound/outbound-error.js';
import { proxiesIn, type ProxySettings } from '../shared/outbound/proxy-settings.js';
import { policyOf } from '../shared/outbound/outbound-settings.js';
import { requestOf, type RequestInputs } from './request-inputs.js';
import { outputsOf } from './response-outputs.js';

/** More of an answer is not read. AWF's limit. */
const mostBytes = 1024 * 1024;

/** AWF's default, in seconds. */
const usualTimeout = 30;

interface Inputs extends RequestInputs {
  readonly timeout?: number | null | undefined;
  readonly retryable_status_codes?: readonly unknown[] | null | undefined;
}

/** What the plugin sees of the machine. */
export interface HttpMachine {
  /** Names proxies. */
  readonly env: Readonly<Record<string, string | undefined>>;
}

/** AWF's built-in plugin `http`: one operation, which sends a request and gives the answer. */
export const httpPlugin = (about: Pick<Plugin, 'name' | 'version' | 'description'>, { env }: HttpMachine): Plugin => ({
  ...about,
  operations: {
    request: operation({
      description: 'Sends an HTTP request and gives the answer',
      inputs: {
        url: { type: 'string', required: true, validation: 'url', description: 'Begins with http:// or https://' },
        method: { type: 'string', required: true, description: 'GET, POST, PUT or DELETE, in any case' },
        headers: { type: 'object', description: 'Names and values' },
        body: { type: 'string', description: 'Sent as it is' },
        timeout: { type: 'integer', default: usualTimeout, description: 'Seconds for the whole answer' },
        retryable_status_codes: { type: 'array', description: 'Statuses that fail the step, such as [429, 503]' },
      },
      outputs: {
        status_code: { type: 'integer' },
        body: { type: 'string', description: 'At most 1 MiB' },
        headers: {
          type: 'object',
          description: 'By names such as Content-Type; several values are joined with a comma',
        },
        body_truncated: { type: 'boolean', description: 'Whether there was more than 1 MiB' },
        body_base64: { type: 'string', description: 'The body as it is, if it is not UTF-8' },
      },
      handler: answeringFailures((call) => sendRequest(call, proxiesIn(env))),
    }),
  },
});

async function sendRequest(
  { inputs, config, signal }: OperationCall<Inputs>,
  proxies: ProxySettings,
): Promise<OperationResult> {
  const request = requestOf(inputs);
  // AWF takes a timeout that is not above 0 for none, which is the default.
  const seconds = (inputs.timeout ?? 0) > 0 ? (inputs.timeout ?? 0) : usualTimeout;
  using limit = limitCall(
    { signal, timeoutMs: seconds * 1_000 },
    {
      canceled: () => new Error('the call was canceled'),
      late: () => new Error(`${serverOf(request.url)} did not answer within ${seconds} s`),
    },
  );
  const client = new OutboundClient({ policy: policyOf(config), proxies });
  const answer = await client.send(request, { signal: limit.signal, mostBytes });
  const outputs = outputsOf(answer);
  const retryable = (inputs.retryable_status_codes ?? []).some((code) => Number(code) === answer.status);
  return retryable
    ? failure(`${serverOf(request.url)} answered with status ${answer.status}, which is retryable`, outputs)
    : success(outputs);
}
