import {
  AwfError,
  buildContainer,
  CLOCK,
  COMMAND_RUNNER,
  createHost,
  exitStatusOf,
  InMemoryPluginTransport,
  OPERATION_PROVIDER,
  PLUGIN_TRANSPORT,
  resultToJson,
  WORKFLOW_RUNNER,
  type Clock,
  type CommandRunner,
  type CommandState,
  type CustomState,
  type ContainerOptions,
  type Host,
  type InputRules,
  type Logger,
  type OperationState,
  type PluginConnection,
  type PluginTransport,
  type RunEvent,
  type TemplateText,
  type WorkflowState,
} from 'awf-plugins';
import { operation, success, type Plugin } from 'awf-plugins/sdk';

const hello: Plugin = {
  name: 'hello',
  version: '1.0.0',
  operations: {
    greet: operation({
      inputs: { name: { type: 'string', required: true } },
      handler: ({ inputs }) => success({ output: inputs.name }),
    }),
  },
};
const epoch: Clock = { now: () => new Date(0), monotonicMs: () => 0 };
const logger: Logger = { log: () => undefined, isEnabled: () => false, named: () => logger };

class OwnTransport implements PluginTransport {
  connect(): Promise<PluginConnection> {
    return Promise.reject(new AwfError('EXECUTION.PLUGIN.DISABLED', { plugin: 'hello' }));
  }
}

const about = (event: RunEvent): string =>
  event.type === 'step-finished' ? `${event.step.name}: ${event.report.output}` : event.type;

export async function embedding(environment: Readonly<Record<string, string | undefined>>): Promise<number> {
  const host: Host = await createHost({
    transport: 'in_memory',
    plugins: {
      hello,
      dying: (process) => {
        process.crash({ reason: 'failed', details: { message: 'out of memory' } });
        return hello;
      },
    },
    limits: { startTimeoutMs: 1_000, callTimeoutMs: undefined },
    logLevel: 'debug',
    configure: (container) => {
      container.rebind(CLOCK).toConstantValue(epoch);
      container.rebind(PLUGIN_TRANSPORT).toConstantValue(new OwnTransport());
    },
  });
  try {
    const result = await host.operations.execute('hello.greet', { name: 'world' }, { timeoutMs: 1_000 });
    // @ts-expect-error: only a failure has an error
    const always = String(result.error);
    const { workflow, warnings } = await host.workflows.load('hello.yaml');
    const run = await host.runner.run(workflow, {
      inputs: { name: 'world' },
      env: environment,
      observer: (event) => console.log(about(event)),
    });
    console.log(result.success ? always : result.error, warnings[0]?.problem, JSON.stringify(resultToJson(run)));
    return run.error === undefined ? 0 : exitStatusOf(run.error.code);
  } catch (error) {
    if (AwfError.is(error, 'EXECUTION.PLUGIN.CRASHED')) {
      const { end } = error.details;
      return end.reason === 'exited' ? end.details.exitCode : 1;
    }
    // @ts-expect-error: no such code
    if (AwfError.is(error, 'EXECUTION.PLUGIN.CRASH')) return 1;
    throw error;
  } finally {
    await host.close();
  }
}

/** The compiler checks what is bound under a token. */
export async function rebinding(commands: CommandRunner): Promise<void> {
  const container = buildContainer({ transport: 'in_memory', plugins: { hello } });
  container.rebind(COMMAND_RUNNER).toConstantValue(commands);
  // @ts-expect-error: not a CommandRunner
  container.rebind(COMMAND_RUNNER).toConstantValue(42);
  // @ts-expect-error: not a CommandRunner
  container.rebind(COMMAND_RUNNER).toConstantValue(epoch);
  // @ts-expect-error: not a Clock
  container.rebind(CLOCK).toResolvedValue((runner) => runner, [COMMAND_RUNNER]);
  // @ts-expect-error: bind() is checked as well
  container.bind(CLOCK).toConstantValue({ now: 'noon' });
  const clock: Clock = container.get(CLOCK);
  // @ts-expect-error: what is got has the type of its port
  const runner: CommandRunner = container.get(CLOCK);
  await using host = await createHost({
    plugins: { hello },
    configure: (bindings) => {
      bindings.rebind(CLOCK).toConstantValue(epoch);
    },
  });
  const { status } = await host.run('name: w', { inputs: {} });
  console.log(clock.now(), runner, status);
}

/** What a program has from elsewhere may be undefined, which means the default. */
export async function configured(environment: Readonly<Record<string, string | undefined>>): Promise<void> {
  await using host = await createHost({
    pluginsDir: environment.PLUGINS,
    cwd: environment.DIRECTORY,
    statePath: environment.STATE,
    hostVersion: environment.VERSION,
    logger: environment.QUIET === undefined ? undefined : logger,
  });
  // @ts-expect-error: pluginsDir
  await createHost({ pluginDir: 'plugins' });
  // @ts-expect-error: no such transport
  await createHost({ transport: 'http' });
  console.log(host.builtIns[0]?.manifest.config);
}

export async function composing(): Promise<void> {
  const options: ContainerOptions = { directories: [{ path: 'plugins', optional: true }], builtIns: [hello], logger };
  const container = buildContainer(options);
  await container.get(OPERATION_PROVIDER).listOperations();
  console.log(container.get(WORKFLOW_RUNNER), new InMemoryPluginTransport({ hello }, logger));
}

/** Each part of a workflow has a type that can be named. */
export function described(state: WorkflowState, rules: InputRules): string {
  const called = ({ operation: name, inputs }: OperationState): string => `${name.value.name}/${inputs.length}`;
  const text = ({ template }: TemplateText): string => template.parts.filter((part) => typeof part === 'string').join();
  const shell = ({ command }: CommandState): string => text(command);
  const typed = ({ stepType: { value }, config }: CustomState): string => `${value.type}/${config.length}`;
  if (state.kind === 'operation') return called(state);
  if (state.kind === 'custom') return typed(state);
  return state.kind === 'command' ? shell(state) : `${state.status}, ${rules.enum?.length ?? 'no'} choices`;
}
