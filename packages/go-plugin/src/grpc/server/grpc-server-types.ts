import type { ServerInterceptingCall, ServerUnaryCall } from '@grpc/grpc-js';

// grpc-js exports these classes, but not all types in their signatures. They are inferred here.

/** A server call as interceptors see it. */
export type InterceptingCall = ConstructorParameters<typeof ServerInterceptingCall>[0];
/** The events of a call, for its handler. */
export type CallListener = Parameters<InterceptingCall['start']>[0];
/** The status of a call, with trailers. */
export type PartialStatus = Parameters<InterceptingCall['sendStatus']>[0];
export type ConnectionInfo = ReturnType<InterceptingCall['getConnectionInfo']>;
export type MetricsRecorder = ReturnType<InterceptingCall['getMetricsRecorder']>;
/** The members that the calls of all four kinds of handlers have. */
export type SurfaceCall = Omit<ServerUnaryCall<unknown, unknown>, 'request'>;
