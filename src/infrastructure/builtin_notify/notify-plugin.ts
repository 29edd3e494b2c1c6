import type { OperationResult } from '../../domain/plugin/operation.js';
import { operation, type OperationCall } from '../../sdk/operation.js';
import type { Plugin } from '../../sdk/plugin.js';
import { failure, success } from '../../sdk/result.js';
import { answeringFailures } from '../shared/expected-failures.js';
import { OutboundClient } from '../shared/outbound/outbound-client.js';
import { proxiesIn } from '../shared/outbound/proxy-settings.js';
import { policyOf } from '../shared/outbound/outbound-settings.js';
import { webAddress } from '../shared/outbound/web-address.js';
import { showOnDesktop } from './desktop.js';
import { priorities, type Delivery, type Notification } from './notification.js';
import { postToWebhook } from './webhook.js';

/** What the plugin sees of the machine. */
export interface NotifyEnvironment {
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly platform: NodeJS.Platform;
}

type Text = string | null | undefined;

interface Inputs {
  readonly backend?: Text;
  readonly message: string;
  readonly title?: Text;
  readonly priority?: Text;
  readonly webhook_url?: Text;
}

type Call = OperationCall<Inputs>;

const backends = ['desktop', 'webhook'] as const;

/** AWF's built-in plugin `notify`: one operation, which tells people something. */
export const notifyPlugin = (
  about: Pick<Plugin, 'name' | 'version' | 'description'>,
  machine: NotifyEnvironment,
): Plugin => ({
  ...about,
  operations: {
    send: operation({
      description: 'Sends a notification to the desktop or to a webhook',
      inputs: {
        // AWF's schema says that it is required, but its host takes the default of the settings.
        backend: {
          type: 'string',
          description: 'desktop or webhook (default: notify.default_backend of the settings)',
        },
        message: { type: 'string', required: true, description: 'What it says' },
        title: { type: 'string', description: 'Its title (default: AWF Workflow)' },
        priority: { type: 'string', description: 'low, default or high' },
        webhook_url: { type: 'string', secret: true, description: 'Where the backend webhook posts to' },
      },
      outputs: {
        backend: { type: 'string' },
        status: { type: 'integer', description: 'The status of HTTP, or 0 for the desktop' },
        response: { type: 'string', description: 'What the server or the program answered' },
      },
      handler: answeringFailures((call: Call) => send(call, machine)),
    }),
  },
});

async function send(call: Call, machine: NotifyEnvironment): Promise<OperationResult> {
  const notification = notificationOf(call.inputs);
  const wanted = filled(call.inputs.backend) ?? filled(call.config.default_backend as Text);
  if (wanted === undefined) return failure('backend is not given, and notify.default_backend is not set');
  const backend = backends.find((name) => name === wanted);
  if (backend === undefined) return failure(`backend must be ${backends.join(' or ')}`);
  const { status, response } = await deliver[backend](notification, call, machine);
  return success({ backend, status, response });
}

type Deliver = (notification: Notification, call: Call, machine: NotifyEnvironment) => Promise<Delivery>;

const deliver: { readonly [B in (typeof backends)[number]]: Deliver } = {
  desktop: (notification, { signal }, { env, platform }) => showOnDesktop(notification, platform, { env, signal }),
  webhook: (notification, { inputs, config, signal }, { env }) => {
    const url = filled(inputs.webhook_url);
    if (url === undefined) throw new Error('webhook_url is required for the backend webhook');
    const client = new OutboundClient({ policy: policyOf(config), proxies: proxiesIn(env) });
    return postToWebhook(notification, webAddress(url, 'webhook_url'), client, signal);
  },
};

function notificationOf({ title, message, priority: given }: Inputs): Notification {
  const urgency = filled(given) ?? 'default';
  const priority = priorities.find((name) => name === urgency);
  if (priority === undefined) throw new Error(`priority must be one of ${priorities.join(', ')}`);
  return { title: filled(title) ?? 'AWF Workflow', message: message.trim(), priority };
}

/** White space around a text does not count. */
const filled = (text: Text): string | undefined => text?.trim() || undefined;
