import type { JsonObject } from '../../domain/json.js';
import type { SecretMask } from '../../domain/secret-mask.js';
import type { Clock } from '../../ports/clock.js';
import type { CommandRunner } from '../../ports/command-runner.js';
import type { EventPublisher } from '../../ports/event-publisher.js';
import type { Logger } from '../../ports/logger.js';
import type { BuiltInOperations, OperationProvider } from '../../ports/operation-provider.js';
import type { PluginManager } from '../../ports/plugin-manager.js';
import type { StepTypeProvider } from '../../ports/step-type-provider.js';
import type { WorkflowValidatorProvider } from '../../ports/workflow-validator-provider.js';
import type { RunObserver } from './run-events.js';

/** What running workflows takes. */
export interface RunnerPorts {
  /** Executes the steps of type `operation`. */
  readonly operations: OperationProvider;
  /** Those of them that are part of the host. @default none are known to be */
  readonly builtIns?: BuiltInOperations | undefined;
  /** Executes the steps of types that plugins add. */
  readonly stepTypes: StepTypeProvider;
  /** Asks plugins about a workflow before its first step. */
  readonly validators: WorkflowValidatorProvider;
  /** Starts the plugins of a workflow before its first step. */
  readonly plugins: PluginManager;
  /** Executes the steps of type `command`. */
  readonly commands: CommandRunner;
  /** Tells plugins what happens in a run. @default nobody is told */
  readonly events?: EventPublisher | undefined;
  /** Gets the values of secret inputs. @default nothing is masked */
  readonly secrets?: SecretMask | undefined;
  /** Measures, and says when a run began. */
  readonly clock: Clock;
  /** Gets diagnostics. The events of a run go to {@link RunOptions.observer}. */
  readonly logger: Logger;
}

/** Options of one run. */
export interface RunOptions {
  /** Values for the workflow's inputs; texts are converted to the declared types. @default none */
  readonly inputs?: JsonObject | undefined;
  /** Cancels the run: the step under way is canceled, no other is begun. */
  readonly signal?: AbortSignal | undefined;
  /** Told of everything as it happens. */
  readonly observer?: RunObserver | undefined;
  /** What `env.X` means, and the environment of commands. @default empty */
  readonly env?: Readonly<Record<string, string | undefined>> | undefined;
  /** Working directory of commands. @default that of this process */
  readonly cwd?: string | undefined;
  /** Whether the workflow runs without being checked by plugins. @default false */
  readonly skipValidators?: boolean | undefined;
  /** How long each plugin may take to check the workflow, in milliseconds, its start not included. @default 5000 */
  readonly validatorTimeoutMs?: number | undefined;
  /** `workflow.ID`. @default a random UUID */
  readonly id?: string | undefined;
}

/** How validators are asked, unless options say otherwise. AWF's default. */
export const defaultValidatorSettings = { skipValidators: false, validatorTimeoutMs: 5_000 } as const;

/** What expressions see of the machine. */
export interface Machine {
  /** `context.User` */
  readonly user: string;
  /** `context.Hostname` */
  readonly hostname: string;
}

/** The options with their defaults, and what does not change between runs. */
export type RunSettings = { readonly [O in keyof RunOptions]-?: NonNullable<RunOptions[O]> } & {
  readonly machine: Machine;
};
