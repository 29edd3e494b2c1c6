import { chmod, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  contractCommands,
  type ClockSubject,
  type CommandRunnerSubject,
  type LoggerSubject,
  type PluginLoaderSubject,
  type PluginStateStoreSubject,
  type SettingsSourceSubject,
  type ValueSourceSubject,
  type WorkflowSourceSubject,
} from '../../src/contract/index.js';
import {
  InMemoryCommandRunner,
  type InMemoryShell,
} from '../../src/infrastructure/in_memory/in-memory-command-runner.js';
import { InMemorySettingsSource } from '../../src/infrastructure/in_memory/in-memory-settings-source.js';
import { InMemoryValueSource } from '../../src/infrastructure/in_memory/in-memory-value-source.js';
import { ManualClock } from '../../src/infrastructure/in_memory/manual-clock.js';
import { RecordingLogger } from '../../src/infrastructure/in_memory/recording-logger.js';
import { FilePluginLoader } from '../../src/infrastructure/manifest_loader/file-plugin-loader.js';
import { InMemoryPluginStateStore } from '../../src/infrastructure/in_memory/in-memory-plugin-state-store.js';
import { YamlWorkflowSource } from '../../src/infrastructure/workflow_file/yaml-workflow-source.js';
import type { ProjectSettings } from '../../src/domain/project/project-settings.js';
import type { PluginState } from '../../src/ports/plugin-state-store.js';

const nothingToClose = (): Promise<void> => Promise.resolve();

/** A temporary folder, and a function that removes it. */
export async function ownFolder(): Promise<{ readonly root: string; readonly close: () => Promise<void> }> {
  const root = await mkdtemp(join(tmpdir(), 'awf-contract-'));
  return { root, close: () => rm(root, { recursive: true }) };
}

/** A clock that the suite advances by hand. */
export function manualClock(): Promise<ClockSubject> {
  const clock = new ManualClock({ now: new Date('2026-01-02T12:00:00Z') });
  const pass = (milliseconds: number): Promise<void> => {
    clock.advance(milliseconds);
    return Promise.resolve();
  };
  return Promise.resolve({ clock, pass, close: nothingToClose });
}

/** A logger that keeps its records. */
export function recordingLogger(): Promise<LoggerSubject> {
  const logger = new RecordingLogger('info');
  const shown = (value: unknown): string =>
    typeof value === 'string' || typeof value === 'number' ? String(value) : typeof value;
  const output = (): readonly string[] =>
    logger.records.map(({ level, name, message, fields }) => {
      const pairs = Object.entries(fields).map(([key, value]) => `${key}=${shown(value)}`);
      return [level, name, JSON.stringify(message), ...pairs].join(' ');
    });
  return Promise.resolve({ logger, output, close: nothingToClose });
}

/** Stores that share their states in memory. */
export function memoryStates(): Promise<PluginStateStoreSubject> {
  const states = new Map<string, PluginState>();
  return Promise.resolve({
    open: () => new InMemoryPluginStateStore(new ManualClock(), states),
    corrupt: () => Promise.reject(new Error('memory can always be read')),
    close: nothingToClose,
  });
}

/** Sources of settings that a program gives. */
export function memorySettings(): Promise<SettingsSourceSubject> {
  let kept: Partial<ProjectSettings> = {};
  return Promise.resolve({
    open: () => new InMemorySettingsSource(kept),
    keep: (settings) => Promise.resolve(void (kept = settings)),
    corrupt: () => Promise.reject(new Error('memory can always be read')),
    close: nothingToClose,
  });
}

/** Sources of values that a program gives. */
export function memoryValues(): Promise<ValueSourceSubject> {
  const files: Record<string, string> = {};
  return Promise.resolve({
    open: (env) => new InMemoryValueSource({ env, files }),
    write: (path, content) => Promise.resolve(void (files[path] = content)),
    expose: () => Promise.reject(new Error('memory has no other users')),
    close: nothingToClose,
  });
}

/** A runner that answers as a shell does. */
export function memoryCommands(): Promise<CommandRunnerSubject> {
  let runs = false;
  let started: () => void;
  const lingering = new Promise<void>((resolve) => (started = resolve));
  const untilAborted = (signal: AbortSignal): Promise<undefined> =>
    new Promise((resolve) => signal.addEventListener('abort', () => resolve(undefined), { once: true }));
  const shell: InMemoryShell = async ({ command, env, cwd }, signal) => {
    switch (command) {
      case contractCommands.fails:
        return { exitCode: 7, stdout: 'out', stderr: 'err' };
      case contractCommands.succeeds:
        return {};
      case contractCommands.environment:
        return { stdout: `${env.GREETING}-${env.HOME ?? 'none'}` };
      case contractCommands.directory:
        return { stdout: `${cwd}\n` };
      case contractCommands.sleeps:
        return untilAborted(signal);
      case 'floods':
        return { stdout: 'as much as is kept', truncated: true };
      case 'lingers':
        runs = true;
        started();
        await untilAborted(signal);
        runs = false;
        return undefined;
      default:
        return undefined;
    }
  };
  return Promise.resolve({
    runner: new InMemoryCommandRunner(shell),
    directory: '/work',
    missing: '/nowhere',
    floods: 'floods',
    lingers: 'lingers',
    lingering: () => lingering,
    stillLingers: () => Promise.resolve(runs),
    close: nothingToClose,
  });
}

/** Plugins in folders of a folder. */
export async function pluginFolders(): Promise<PluginLoaderSubject> {
  const { root, close } = await ownFolder();
  const directory = join(root, 'plugins');
  const addManifest = async (name: string, manifest: string): Promise<void> => {
    await mkdir(join(directory, name), { recursive: true });
    await writeFile(join(directory, name, 'plugin.yaml'), manifest);
  };
  const addWithoutProgram = (name: string): Promise<void> =>
    addManifest(name, `name: ${name}\nversion: 1.0.0\nawf_version: ">=0.5.0"\ncapabilities: [operations]\n`);
  const add = async (name: string): Promise<void> => {
    await addWithoutProgram(name);
    const program = join(directory, name, `awf-plugin-${name}`);
    await writeFile(program, '#!/bin/sh\n');
    await chmod(program, 0o755);
  };
  await add('zeta');
  await add('alpha');
  const addInvalid = async (name: string): Promise<string> => {
    await addManifest(name, 'name: [');
    return join(directory, name);
  };
  const missing = join(root, 'nowhere');
  return { loader: new FilePluginLoader(), directory, missing, add, addInvalid, addWithoutProgram, close };
}

const workflow = (name: string): string => `name: ${name}
states:
  initial: compile
  compile: { type: step, command: make, on_success: done }
  done: { type: terminal }
`;

/** Workflows in YAML files of a folder. */
export async function workflowFiles(): Promise<WorkflowSourceSubject> {
  const { root, close } = await ownFolder();
  const path = (name: string): string => join(root, `${name}.yaml`);
  await writeFile(path('valid'), workflow('build'));
  await writeFile(path('odd'), `${workflow('build')}  lost: { type: terminal }\n`);
  await writeFile(
    path('invalid'),
    workflow('build').replace('on_success: done', 'on_success: nowhere, on_failure: nothing'),
  );
  await writeFile(path('malformed'), 'name: [');
  return {
    source: new YamlWorkflowSource(),
    valid: path('valid'),
    odd: path('odd'),
    malformed: path('malformed'),
    invalid: path('invalid'),
    missing: path('missing'),
    text: workflow('build'),
    rename: () => writeFile(path('valid'), workflow('rebuild')),
    close,
  };
}
