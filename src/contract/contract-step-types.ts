import { setTimeout as wait } from 'node:timers/promises';
import { stepType, type StepTypes } from '../sdk/step-type.js';
import type { Validator } from '../sdk/validator.js';

/** The types of steps of the contract's plugin: `echo`, `exit`, `throw`, `sleep`, `crash` and `types`. */
export const contractStepTypes = (crash: () => void): StepTypes => ({
  echo: stepType({
    description: 'Gives its text back',
    config: {
      text: { type: 'string', required: true, description: 'What to say' },
      prefix: { type: 'string', description: 'Put in front of the text' },
    },
    handler: ({ config }) => {
      const text = `${config.prefix ?? ''}${config.text}`;
      return { output: text, data: { text, length: Array.from(text).length } };
    },
  }),
  exit: stepType({
    description: 'Ends with the given exit code',
    config: { code: { type: 'integer', required: true } },
    handler: ({ config: { code } }) => ({ output: `exit ${code}`, exitCode: code }),
  }),
  throw: stepType({
    description: 'Throws',
    config: { message: { type: 'string', required: true } },
    handler: ({ config }) => {
      throw new Error(config.message);
    },
  }),
  sleep: stepType({
    description: 'Waits before it answers',
    config: { ms: { type: 'integer', required: true } },
    handler: async ({ config: { ms }, signal }) => {
      await wait(ms, undefined, { signal });
      return { output: `slept ${ms} ms` };
    },
  }),
  crash: stepType({
    description: 'Ends the plugin in the middle of the step',
    handler: () => {
      crash();
      return new Promise<never>(() => undefined);
    },
  }),
  types: stepType({
    description: 'Gives everything back as it was decoded',
    handler: ({ config, inputs, stepName, stepType: type }) => ({ data: { config, inputs, step: stepName, type } }),
  }),
});

/** Longer than anybody waits. */
const foreverMs = 60_000;

/** The validator of the contract's plugin does what the description of a workflow says: `find`, `throw`, `sleep` or `crash`. */
export const contractValidator = (crash: () => void): Validator => ({
  async validateWorkflow({ description }, { signal }) {
    await obey(description, signal, crash);
    if (description !== 'find') return undefined;
    return [
      { message: 'first' },
      { severity: 'warning', message: 'second', step: 'a', field: 'timeout' },
      { severity: 'info', message: 'dritte ü' },
    ];
  },
  async validateStep({ description, steps }, name, { signal }) {
    await obey(description, signal, crash);
    if (description !== 'find') return undefined;
    return [{ severity: 'warning', message: `${name} is a ${steps[name]?.type}`, field: 'type' }];
  },
});

async function obey(description: string, signal: AbortSignal, crash: () => void): Promise<void> {
  if (description === 'throw') throw new Error('cannot judge');
  if (description === 'sleep') await wait(foreverMs, undefined, { signal });
  if (description !== 'crash') return;
  crash();
  await new Promise<never>(() => undefined);
}
