import { COMMAND_RUNNER, createHost, type CommandRunner, type RunResult } from 'awf-plugins';
import { operation, success, type Plugin } from 'awf-plugins/sdk';

const greeter: Plugin = {
  name: 'greeter',
  version: '1.0.0',
  operations: {
    greet: operation({
      inputs: { name: { type: 'string', required: true } },
      handler: ({ inputs }) => success({ output: `hello ${inputs.name}` }),
    }),
  },
};

const flow = `
name: welcome
inputs: [{ name: who, required: true }]
states:
  initial: greet
  greet: { type: operation, operation: greeter.greet, inputs: { name: "{{inputs.who}}" }, on_success: count }
  count: { type: step, command: 'wc -c <<< "{{states.greet.Output}}"', on_success: done }
  done: { type: terminal }
`;

/** Calls one operation of a plugin that is an object in this program. */
async function callAnOperation(): Promise<unknown> {
  await using host = await createHost({ plugins: { greeter } });
  const result = await host.operations.execute('greeter.greet', { name: 'Ann' });
  return result.outputs.output;
}

/** Runs a workflow that is a text in this program, and looks at what each step did. */
async function runAText(): Promise<RunResult> {
  await using host = await createHost({ plugins: { greeter }, configure: noShell });
  return await host.run(flow, {
    inputs: { who: 'Ann' },
    observer: (event) => {
      if (event.type === 'step-finished') console.log(`${event.step.name}: ${event.report.output}`);
    },
  });
}

/** Runs no command: it only says what it would run. */
const dryRun: CommandRunner = {
  run: ({ command }) => Promise.resolve({ exitCode: 0, stdout: `would run ${command}`, stderr: '', truncated: false }),
};

/** Binds another adapter to a port. The compiler refuses a value that does not implement it. */
const noShell: NonNullable<NonNullable<Parameters<typeof createHost>[0]>['configure']> = (container) => {
  container.rebind(COMMAND_RUNNER).toConstantValue(dryRun);
};

/** A closed host refuses every call, and nothing of it is left. */
async function callTooLate(): Promise<string> {
  const host = await createHost({ plugins: { greeter } });
  await host.close();
  return host.operations.execute('greeter.greet', { name: 'Ann' }).then(
    () => 'answered',
    (error: unknown) => String(error),
  );
}

console.log(await callAnOperation());
console.log((await runAText()).status);
console.log(await callTooLate());
