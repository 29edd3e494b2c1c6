import type { PluginInfo } from '../../../domain/plugin/plugin-info.js';
import type { Clock } from '../../../ports/clock.js';
import type { ConnectOptions, PluginConnection, PluginTransport } from '../../../ports/plugin-transport.js';
import type { Examination, ExaminationStage, Finding } from './examination.js';

/** Another transport that notes how long each call of a start takes, and which one is under way. */
export class WatchedTransport implements PluginTransport {
  readonly #inner: PluginTransport;
  readonly #examination: Examination;
  readonly #clock: Pick<Clock, 'monotonicMs'>;
  #stage: ExaminationStage = 'config';
  #begin: number;

  constructor(inner: PluginTransport, examination: Examination, clock: Pick<Clock, 'monotonicMs'>) {
    this.#inner = inner;
    this.#examination = examination;
    this.#clock = clock;
    this.#begin = clock.monotonicMs();
  }

  /** The stage that has begun and not ended. */
  get underWay(): { readonly stage: ExaminationStage; readonly durationMs: number } {
    return { stage: this.#stage, durationMs: this.#clock.monotonicMs() - this.#begin };
  }

  async connect(plugin: PluginInfo, options: ConnectOptions = {}): Promise<PluginConnection> {
    this.#end('', 'handshake');
    const connection = await this.#inner.connect(plugin, { ...options, onHandshake: () => this.#end('', 'TLS') });
    if (this.#stage === 'handshake') this.#end('', 'TLS');
    this.#end('', 'info');
    const described = async (...call: Parameters<PluginConnection['info']>) => {
      const said = await connection.info(...call);
      const { name, version } = plugin.manifest;
      const same = said.name === name && said.version === version;
      const detail = `it calls itself ${said.name} ${said.version}`;
      this.#end(same ? detail : { status: 'warning', detail: `${detail}, unlike its manifest` }, 'init');
      return said;
    };
    const initialized = async (...call: Parameters<PluginConnection['init']>) => {
      await connection.init(...call);
      this.#end('', 'operations');
    };
    const operations = async (...call: Parameters<PluginConnection['operations']>) => {
      const offered = await connection.operations(...call);
      this.#end('', 'step types');
      return offered;
    };
    const stepTypes = async (...call: Parameters<PluginConnection['stepTypes']>) => {
      this.#begin = this.#clock.monotonicMs();
      const offered = await connection.stepTypes(...call);
      this.#end('', 'validators');
      return offered;
    };
    return withCalls(connection, { info: described, init: initialized, operations, stepTypes });
  }

  /** Ends the stage under way, and begins the next one. */
  #end(finding: Finding, next: ExaminationStage): void {
    this.#examination.note(this.#stage, this.underWay.durationMs, finding);
    this.#stage = next;
    this.#begin = this.#clock.monotonicMs();
  }
}

/** A connection with some of its calls replaced. */
const withCalls = (connection: PluginConnection, calls: Partial<PluginConnection>): PluginConnection =>
  new Proxy(connection, {
    get(target, key) {
      const owner: object = Object.hasOwn(calls, key) ? calls : target;
      const value: unknown = Reflect.get(owner, key, owner);
      return typeof value === 'function' ? (value.bind(owner) as unknown) : value;
    },
  });
