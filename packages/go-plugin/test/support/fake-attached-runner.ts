import type { PluginAddress } from '../../src/net/address.js';
import type { AttachedRunner, ProcessExit } from '../../src/process/runner.js';

/** A running plugin without a process. It records its signals and exits at a chosen one. */
export class FakeAttachedRunner implements AttachedRunner {
  readonly id = 'fake';
  readonly pid = undefined;
  readonly received: string[] = [];
  readonly exited: Promise<ProcessExit>;
  #resolve: (exit: ProcessExit) => void = () => undefined;

  constructor(private readonly endsAt: 'SIGTERM' | 'SIGKILL' | 'nothing' = 'SIGKILL') {
    this.exited = new Promise((resolve) => {
      this.#resolve = resolve;
    });
  }

  /** Exits by itself. */
  exit(exitCode = 0): void {
    this.#resolve({ exitCode, exitSignal: null });
  }

  terminate(): void {
    this.#receive('SIGTERM');
  }

  kill(): void {
    this.#receive('SIGKILL');
  }

  #receive(signal: 'SIGTERM' | 'SIGKILL'): void {
    this.received.push(signal);
    if (signal === this.endsAt) this.#resolve({ exitCode: null, exitSignal: signal });
  }

  pluginToHost(address: PluginAddress): PluginAddress {
    return address;
  }

  hostToPlugin(address: PluginAddress): PluginAddress {
    return address;
  }
}
