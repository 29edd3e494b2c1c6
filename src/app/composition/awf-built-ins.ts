import type { ConfigField } from '../../domain/plugin/manifest.js';
import { recordOf } from '../../domain/json.js';
import type { BuiltInPlugin } from '../../infrastructure/in_memory/built-in-plugin.js';
import { awfVersion } from './container-options.js';

/** What AWF's built-in plugins see of the machine. */
export interface AwfBuiltInOptions {
  /** Holds tokens and `GITHUB_API_URL`. @default that of this process */
  readonly env?: Readonly<Record<string, string | undefined>> | undefined;
  /** The folder whose repository `github` means when a step names none. @default that of this process */
  readonly cwd?: (() => string) | undefined;
}

const flag = (description: string): ConfigField => ({ type: 'boolean', required: false, default: false, description });

/** The settings of plugins that send requests to servers which a workflow names. docs/security.md says what they open. */
const outbound = {
  allow_link_local: flag('Reach link-local addresses and the metadata services of clouds'),
  allow_inward_redirects: flag('Follow redirects to a nearer network'),
  public_only: flag('Reach public addresses alone'),
};

const defaultBackend: ConfigField = {
  type: 'string',
  required: false,
  enum: ['desktop', 'webhook'],
  description: 'The backend for steps that name none',
};

/** AWF's built-in plugins: `github`, `http` and `notify`. Give them to `createHost` as `builtIns`. The code of each is loaded when a workflow needs it. */
export function awfBuiltIns(options: AwfBuiltInOptions = {}): readonly BuiltInPlugin[] {
  const { env = process.env, cwd = () => process.cwd() } = options;
  const github = { name: 'github', version: awfVersion, description: 'Issues and pull requests on GitHub' };
  const http = { name: 'http', version: awfVersion, description: 'HTTP requests' };
  const notify = { name: 'notify', version: awfVersion, description: 'Notifications on the desktop and to webhooks' };
  return [
    {
      ...github,
      config: {},
      load: async () =>
        (await import('../../infrastructure/builtin_github/github-plugin.js')).gitHubPlugin(github, { env, cwd }),
    },
    {
      ...http,
      config: outbound,
      load: async () => (await import('../../infrastructure/builtin_http/http-plugin.js')).httpPlugin(http, { env }),
    },
    {
      ...notify,
      config: { ...outbound, default_backend: defaultBackend },
      configOf: ({ notify: { defaultBackend: backend } }) =>
        recordOf(backend === undefined ? [] : [['default_backend', backend]]),
      load: async () => {
        const { notifyPlugin } = await import('../../infrastructure/builtin_notify/notify-plugin.js');
        return notifyPlugin(notify, { env, platform: process.platform });
      },
    },
  ];
}
