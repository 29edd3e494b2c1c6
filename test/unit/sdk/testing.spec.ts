import { expect } from 'chai';
import { rejection } from '../../../packages/go-plugin/test/support/rejection.js';
import { operation } from '../../../src/sdk/operation.js';
import { BasePlugin } from '../../../src/sdk/plugin.js';
import { success } from '../../../src/sdk/result.js';
import { stepType } from '../../../src/sdk/step-type.js';
import {
  operationCall,
  recordingLog,
  stepCall,
  TestHost,
  validatorContext,
  workflowDefinition,
} from '../../../src/sdk/testing/index.js';
import type { Validator } from '../../../src/sdk/validator.js';

const validator: Required<Omit<Validator, 'pluginConfig'>> = {
  validateWorkflow: ({ version }) => (version === '' ? [{ severity: 'info', message: 'no version' }] : []),
  validateStep: ({ steps }, name) => (steps[name]?.timeout === 0 ? [{ message: 'no timeout' }] : []),
};

class Shop extends BasePlugin {
  stopped = 0;
  currency = '';

  override readonly operations = {
    price: operation({
      inputs: { amount: { type: 'integer', required: true } },
      handler: ({ inputs, log }) => {
        log.info('priced', { amount: inputs.amount });
        return success({ output: `${inputs.amount} ${this.currency}` });
      },
    }),
  };
  readonly stepTypes = {
    order: stepType({
      config: { item: { type: 'string', required: true }, count: { type: 'integer', default: 1 } },
      handler: ({ config, inputs, stepName }) => ({
        output: `${config.count} ${config.item}`,
        data: { for: inputs.who ?? null, stepName },
      }),
    }),
  };
  readonly validator = validator;

  override init(config: Readonly<Record<string, unknown>>): void {
    if (typeof config.currency !== 'string') throw new Error('which currency?');
    this.currency = config.currency;
  }

  override shutdown(): void {
    this.stopped += 1;
  }
}

const shop = (): Shop => new Shop({ name: 'shop', version: '1.0.0' });

describe('TestHost', () => {
  it('runs operations with checked inputs, and keeps the log', async () => {
    await using host = await TestHost.start(shop(), { currency: 'EUR' });
    expect(await host.execute('price', { amount: 3 })).to.deep.equal({ success: true, outputs: { output: '3 EUR' } });
    expect(await host.execute('price')).to.include({ success: false, error: 'input "amount" is required' });
    expect(host.log).to.deep.equal([{ level: 'info', message: 'priced', fields: { amount: 3 } }]);
  });

  it('runs steps with checked settings', async () => {
    await using host = await TestHost.start(shop(), { currency: 'EUR' });
    const done = await host.executeStep('order', { item: 'cake' }, { inputs: { who: 'me' }, stepName: 'buy' });
    expect(done).to.deep.equal({ output: '1 cake', data: { for: 'me', stepName: 'buy' }, exitCode: 0 });
    const wrong = (await rejection(host.executeStep('order'))) as Error;
    expect(wrong.message).to.equal('execute step: setting "item" is required');
  });

  it('asks about a workflow and each of its steps', async () => {
    await using host = await TestHost.start(shop(), { currency: 'EUR' });
    const found = await host.validate({ steps: { a: { timeout: 5 }, b: { type: 'command' } } });
    expect(found).to.deep.equal([
      { severity: 'info', message: 'no version' },
      { severity: 'error', message: 'no timeout', step: 'b' },
    ]);
  });

  it('rejects a configuration that the plugin refuses, and shuts down once', async () => {
    expect(await rejection(TestHost.start(shop()))).to.have.property('message', 'plugin init failed: which currency?');
    const plugin = shop();
    const host = await TestHost.start(plugin, { currency: 'EUR' });
    await host.shutdown();
    await host[Symbol.asyncDispose]();
    expect(plugin.stopped).to.equal(1);
  });

  it('passes an abort on', async () => {
    const waiting = {
      name: 'w',
      version: '1.0.0',
      stepTypes: {
        wait: stepType({
          handler: ({ signal }) =>
            new Promise((_, reject) => signal.addEventListener('abort', () => reject(new Error('stopped')))),
        }),
      },
    };
    await using host = await TestHost.start(waiting);
    const controller = new AbortController();
    const call = rejection(host.executeStep('wait', {}, { signal: controller.signal }));
    controller.abort();
    expect(await call).to.have.property('message', 'stopped');
  });
});

describe('The doubles of the SDK', () => {
  it('are calls for handlers, validators included', async () => {
    const plugin = shop();
    const { log, entries } = recordingLog();
    await plugin.operations.price.handler(operationCall({ amount: 2 }, { log }));
    expect(entries).to.have.length(1);
    expect(await plugin.stepTypes.order.handler(stepCall({ item: 'tea', count: 2 }))).to.include({
      output: '2 tea',
    });
    const workflow = workflowDefinition({ version: '1.0.0', steps: { a: {} } });
    expect(workflow.steps.a).to.include({ type: '', timeout: 0 });
    expect(validator.validateStep(workflow, 'a', validatorContext())).to.have.length(1);
  });
});
