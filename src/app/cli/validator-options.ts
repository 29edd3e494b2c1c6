import { parseDuration } from '../../domain/workflow/duration.js';
import type { CheckOptions } from '../workflows/workflow-runner.js';
import type { GlobalOptions } from './cli-context.js';
import type { PluginSettingsOption } from './plugin-settings-option.js';

/** The options of commands that have plugins check a workflow. */
export interface ValidatorOptions extends GlobalOptions, PluginSettingsOption {
  /** Neither start plugins nor ask them, as AWF's option of this name. */
  readonly skipPlugins?: boolean;
  /** Start plugins, but have none check the workflow. */
  readonly skipValidators?: boolean;
  /** Milliseconds that each plugin may take to check the workflow. */
  readonly validatorTimeout?: number;
}

/** The options as the runner takes them. */
export const validatorSettings = ({
  skipPlugins = false,
  skipValidators = false,
  validatorTimeout,
}: ValidatorOptions): Omit<CheckOptions, 'signal'> => ({
  skipValidators: skipPlugins || skipValidators,
  validatorTimeoutMs: validatorTimeout,
});

/** Reads `--validator-timeout`. @returns milliseconds; undefined for what is not a duration above 0 */
export function parseValidatorTimeout(text: string): number | undefined {
  const ms = parseDuration(text);
  return ms === 0 ? undefined : ms;
}
