import { limitCall } from 'plugin-async';
import type { OutboundClient } from '../shared/outbound/outbound-client.js';
import { serverOf } from '../shared/outbound/outbound-error.js';
import type { Delivery, Notification } from './notification.js';

/** AWF's limit: a notification must not stop a workflow. */
const timeoutMs = 10_000;

/** More of an answer is not read. */
const mostBytes = 1024 * 1024;

/** Posts a notification as JSON. @throws Error that says why it did not arrive. It names the server alone: the paths of webhooks are secrets. */
export async function postToWebhook(
  { title, message, priority }: Notification,
  url: URL,
  client: OutboundClient,
  signal: AbortSignal,
): Promise<Delivery> {
  using limit = limitCall(
    { signal, timeoutMs },
    {
      canceled: () => new Error('the call was canceled'),
      late: () => new Error(`${serverOf(url)} did not answer within ${timeoutMs / 1_000} s`),
    },
  );
  const answer = await client.send(
    {
      method: 'POST',
      url,
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify({ title, message, priority }),
    },
    { signal: limit.signal, mostBytes },
  );
  if (answer.status < 200 || answer.status > 299)
    throw new Error(`${serverOf(url)} answered with status ${answer.status}`);
  return { status: answer.status, response: answer.bytes.toString('utf8') };
}
