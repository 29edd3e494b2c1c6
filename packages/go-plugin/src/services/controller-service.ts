import type { sendUnaryData } from '@grpc/grpc-js';
import { GRPCControllerService } from '../generated/go_plugin/controller_grpc_pb.cjs';
import { Empty } from '../generated/go_plugin/controller_pb.cjs';
import type { ServiceRegistrar } from '../plugin-set.js';

/** The steps around the answer to Shutdown. */
export interface ShutdownSteps {
  /**
   * Runs before the answer, because the host closes the connection as soon as it has the answer. Must not reject, and
   * must be short.
   */
  readonly beforeAnswer: () => Promise<void>;
  /** Runs after the answer. It is called once, even if the host asks several times. */
  readonly afterAnswer: () => void;
}

/**
 * plugin.GRPCController: the host's request to shut down. A Go plugin closes its server before it answers, so hosts
 * treat a dropped connection as success. This one answers first.
 */
export function registerController(server: ServiceRegistrar, steps: ShutdownSteps): void {
  let asked: Promise<void> | undefined;
  server.addService(GRPCControllerService, {
    shutdown: (_call: unknown, done: sendUnaryData<Empty>) => {
      const first = asked === undefined;
      asked ??= steps.beforeAnswer();
      void asked.then(() => {
        done(null, new Empty());
        if (first) setImmediate(steps.afterAnswer);
      });
    },
  });
}
