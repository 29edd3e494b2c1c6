import type { sendUnaryData } from '@grpc/grpc-js';
import { GRPCControllerService } from '../generated/go_plugin/controller_grpc_pb.cjs';
import { Empty } from '../generated/go_plugin/controller_pb.cjs';
import type { ServiceRegistrar } from '../plugin-set.js';

/** What happens around the answer to Shutdown. */
export interface ShutdownSteps {
  /** Before the answer: the host closes the connection as soon as it has it. Must not reject, and must be short. */
  readonly beforeAnswer: () => Promise<void>;
  /** After it. Called once, however often the host asks. */
  readonly afterAnswer: () => void;
}

/**
 * plugin.GRPCController: the host's polite request to end. A Go plugin cuts off its own answer, so that hosts take a dropped
 * connection for success; this one answers first (T12, T29).
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
