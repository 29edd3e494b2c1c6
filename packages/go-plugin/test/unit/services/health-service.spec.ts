import { status, type ClientReadableStream } from '@grpc/grpc-js';
import { expect } from 'chai';
import { HealthClient, HealthService as generated } from '../../../src/generated/go_plugin/health_grpc_pb.cjs';
import {
  HealthCheckRequest,
  HealthCheckResponse,
  HealthListRequest,
  type HealthListResponse,
} from '../../../src/generated/go_plugin/health_pb.cjs';
import { HealthService } from '../../../src/services/health-service.js';
import { serveInMemory, type Served } from '../../support/in-memory-link.js';

const { SERVING, NOT_SERVING, SERVICE_UNKNOWN } = HealthCheckResponse.ServingStatus;

describe('HealthService', () => {
  let served: Served;
  let health: HealthService;
  let client: HealthClient;

  beforeEach(() => {
    health = new HealthService();
    served = serveInMemory((server) => health.register(server));
    client = served.connection.client(HealthClient);
  });
  afterEach(() => served.close());

  const request = (service: string): HealthCheckRequest => new HealthCheckRequest().setService(service);

  const check = async (service: string): Promise<HealthCheckResponse.ServingStatus> =>
    new Promise((resolve, reject) => {
      client.check(request(service), (error, answer) => (error === null ? resolve(answer.getStatus()) : reject(error)));
    });

  const nextState = async (
    stream: ClientReadableStream<HealthCheckResponse>,
  ): Promise<HealthCheckResponse.ServingStatus> =>
    new Promise((resolve) => stream.once('data', (message: HealthCheckResponse) => resolve(message.getStatus())));

  it('rejects a request with a length beyond its end, and continues to serve', async () => {
    const { path, responseDeserialize } = generated.check;
    const failure = await new Promise((resolve) => {
      const bytes = Buffer.from('0affffffff07', 'hex');
      client.makeUnaryRequest(path, (raw: Buffer) => raw, responseDeserialize, bytes, resolve);
    });
    expect(failure).to.have.property('code', status.INTERNAL);
    expect(await check('plugin')).to.equal(SERVING);
  });

  it('serves "plugin" and the whole server; another service is NOT_FOUND [P09]', async () => {
    expect(await check('plugin')).to.equal(SERVING);
    expect(await check('')).to.equal(SERVING);
    const failure = await check('nobody').catch((error: unknown) => error);
    expect(failure).to.have.property('code', status.NOT_FOUND);
  });

  it('lists what it knows', async () => {
    const answer = await new Promise<HealthListResponse>((resolve, reject) => {
      client.list(new HealthListRequest(), (error, list) => (error === null ? resolve(list) : reject(error)));
    });
    const states = answer.getStatusesMap();
    expect([states.get('plugin')?.getStatus(), states.get('')?.getStatus()]).to.deep.equal([SERVING, SERVING]);
  });

  it('watches: the state now, then every change, until the end [P09]', async () => {
    const stream = client.watch(request('plugin'));
    expect(await nextState(stream)).to.equal(SERVING);
    const ended = new Promise((resolve) => stream.once('end', resolve));
    const change = nextState(stream);
    health.shutdown();
    expect(await change).to.equal(NOT_SERVING);
    await ended;
    expect(await check('plugin')).to.equal(NOT_SERVING);
  });

  it('watches an unknown service as SERVICE_UNKNOWN and keeps the stream open [P09]', async () => {
    const stream = client.watch(request('nobody'));
    stream.on('error', () => undefined);
    expect(await nextState(stream)).to.equal(SERVICE_UNKNOWN);
    expect(stream.readableEnded).to.equal(false);
    stream.cancel();
  });
});
