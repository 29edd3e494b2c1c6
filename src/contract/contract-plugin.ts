import { setTimeout as wait } from 'node:timers/promises';
import { operation, type Operations } from '../sdk/operation.js';
import { BasePlugin } from '../sdk/plugin.js';
import { failure, success } from '../sdk/result.js';
import type { StepTypes } from '../sdk/step-type.js';
import type { Validator } from '../sdk/validator.js';
import { contractStepTypes, contractValidator } from './contract-step-types.js';

/**
 * The plugin that the contract suites call, as an object. It offers the operations `echo`, `fail`, `sleep`, `crash`, `types` and `env`, types of
 * steps and a validator, and refuses a configuration with `fail_init`. As a program it is in the folder of {@link contractPlugins}.
 */
export class ContractPlugin extends BasePlugin {
  /** What it offers. */
  override readonly operations: Operations;
  /** The types of steps that it adds. */
  readonly stepTypes: StepTypes;
  /** It does what the description of a workflow says. */
  readonly validator: Validator;

  /**
   * @param name what it says of itself
   * @param crash ends the plugin in the middle of a call: a process exits, a plugin in memory asks its transport
   */
  constructor(name: string, crash: () => void) {
    super({ name, version: '1.0.0', description: 'Echoes, fails, sleeps and crashes on request' });
    this.stepTypes = contractStepTypes(crash);
    this.validator = contractValidator(crash);
    this.operations = {
      echo: operation({
        description: 'Gives its text back',
        inputs: {
          text: { type: 'string', required: true, description: 'What to say' },
          prefix: { type: 'string', description: 'Put in front of the text' },
        },
        outputs: {
          text: { type: 'string', description: 'Prefix and text' },
          length: { type: 'integer', description: 'Its length in Unicode code points' },
        },
        handler: ({ inputs }) => {
          const text = `${inputs.prefix ?? ''}${inputs.text}`;
          return success({ output: text, text, length: Array.from(text).length });
        },
      }),
      fail: operation({
        description: 'Fails with the given message',
        inputs: { message: { type: 'string', required: true } },
        handler: ({ inputs }) => failure(inputs.message),
      }),
      sleep: operation({
        description: 'Waits before it answers',
        inputs: { ms: { type: 'integer', required: true } },
        handler: async ({ inputs: { ms }, signal }) => {
          await wait(ms, undefined, { signal });
          return success({ output: `slept ${ms} ms`, ms });
        },
      }),
      crash: operation({
        description: 'Ends the plugin in the middle of the call',
        handler: () => {
          crash();
          return new Promise<never>(() => undefined);
        },
      }),
      types: operation({
        description: 'Gives every input back as it was decoded',
        inputs: {
          string: { type: 'string' },
          integer: { type: 'integer' },
          boolean: { type: 'boolean' },
          array: { type: 'array' },
          object: { type: 'object' },
        },
        handler: ({ inputs }) => {
          const given = Object.fromEntries(Object.entries(inputs).map(([name, value]) => [name, value ?? null]));
          return success({ output: `${Object.keys(given).length} values`, ...given });
        },
      }),
      env: operation({
        description: 'Gives the names of its environment variables, but no values',
        inputs: {},
        outputs: { names: { type: 'array', description: 'Sorted' } },
        handler: () => success({ output: '', names: Object.keys(process.env).sort() }),
      }),
    };
  }

  /** Takes any configuration. @throws Error with the text of `fail_init`, when the configuration has one */
  override init(config: Readonly<Record<string, unknown>>): void {
    if (typeof config.fail_init === 'string') throw new Error(config.fail_init);
  }
}
