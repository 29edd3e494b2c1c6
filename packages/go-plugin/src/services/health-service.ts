import { status, type sendUnaryData, type ServerUnaryCall, type ServerWritableStream } from '@grpc/grpc-js';
import { HealthService as generated } from '../generated/go_plugin/health_grpc_pb.cjs';
import { HealthCheckResponse, HealthListResponse, type HealthCheckRequest } from '../generated/go_plugin/health_pb.cjs';
import type { ServiceRegistrar } from '../plugin-set.js';
import { wellFormed } from '../protobuf-check.js';

type Watcher = ServerWritableStream<HealthCheckRequest, HealthCheckResponse>;

const { ServingStatus } = HealthCheckResponse;

/** The generated service. It checks a request before google-protobuf reads it. */
const definition = {
  ...generated,
  check: { ...generated.check, requestDeserialize: decodeRequest },
  watch: { ...generated.watch, requestDeserialize: decodeRequest },
};

/** The service that go-plugin's hosts ask for, and the server as a whole. */
const knownServices: readonly string[] = ['plugin', ''];

/** grpc.health.v1: the service `plugin` serves from the start until {@link HealthService.shutdown}. */
export class HealthService {
  readonly #watchers = new Set<Watcher>();
  #serving = true;

  register(server: ServiceRegistrar): void {
    server.addService(definition, {
      check: (
        call: ServerUnaryCall<HealthCheckRequest, HealthCheckResponse>,
        done: sendUnaryData<HealthCheckResponse>,
      ) => {
        if (knownServices.includes(call.request.getService())) done(null, this.#current());
        else done({ code: status.NOT_FOUND, details: 'unknown service' });
      },
      list: (_call: unknown, done: sendUnaryData<HealthListResponse>) => {
        const response = new HealthListResponse();
        for (const name of knownServices) response.getStatusesMap().set(name, this.#current());
        done(null, response);
      },
      watch: (call: Watcher) => this.#watch(call),
    });
  }

  /** Reports NOT_SERVING from now on, and ends all watches. */
  shutdown(): void {
    if (!this.#serving) return;
    this.#serving = false;
    for (const watcher of this.#watchers) {
      if (knownServices.includes(watcher.request.getService())) watcher.write(this.#current());
      watcher.end();
    }
    this.#watchers.clear();
  }

  #watch(call: Watcher): void {
    // In the health protocol, a watched service may be registered later. So an unknown service is a state here, not an
    // error.
    const known = knownServices.includes(call.request.getService());
    call.write(known ? this.#current() : responseOf(ServingStatus.SERVICE_UNKNOWN));
    this.#watchers.add(call);
    const gone = (): void => void this.#watchers.delete(call);
    call.on('cancelled', gone);
    call.on('close', gone);
    call.on('error', gone);
  }

  #current(): HealthCheckResponse {
    return responseOf(this.#serving ? ServingStatus.SERVING : ServingStatus.NOT_SERVING);
  }
}

function responseOf(servingStatus: HealthCheckResponse.ServingStatus): HealthCheckResponse {
  const response = new HealthCheckResponse();
  response.setStatus(servingStatus);
  return response;
}

function decodeRequest(bytes: Buffer): HealthCheckRequest {
  return generated.check.requestDeserialize(wellFormed(bytes));
}
