import { expect } from 'chai';
import { GRPCControllerClient } from '../../../src/generated/go_plugin/controller_grpc_pb.cjs';
import { Empty } from '../../../src/generated/go_plugin/controller_pb.cjs';
import { registerController } from '../../../src/services/controller-service.js';
import { serveInMemory, type Served } from '../../support/in-memory-link.js';

describe('GRPCController', () => {
  const steps: string[] = [];
  let served: Served;
  let ended: Promise<void>;

  beforeEach(() => {
    steps.length = 0;
    ended = new Promise((resolve) => {
      served = serveInMemory((server) => {
        registerController(server, {
          beforeAnswer: () => Promise.resolve(void steps.push('before')),
          afterAnswer: () => {
            steps.push('after');
            resolve();
          },
        });
      });
    });
  });
  afterEach(() => served.close());

  const shutdown = async (): Promise<void> =>
    new Promise((resolve, reject) => {
      const client = served.connection.client(GRPCControllerClient);
      client.shutdown(new Empty(), (error) => (error === null ? resolve() : reject(error)));
    });

  it('answers Shutdown, then stops [P11]', async () => {
    await shutdown();
    await ended;
    expect(steps).to.deep.equal(['before', 'after']);
  });

  it('stops once, even if it is asked several times', async () => {
    await Promise.all([shutdown(), shutdown(), shutdown()]);
    await ended;
    await shutdown();
    expect(steps).to.deep.equal(['before', 'after']);
  });
});
