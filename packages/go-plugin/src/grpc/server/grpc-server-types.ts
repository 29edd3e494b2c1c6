import type { ServerInterceptingCall, ServerUnaryCall } from '@grpc/grpc-js';

// grpc-js exports these classes but not all types in their signatures; they are read off them.

/** A server call as interceptors see it. */
export type InterceptingCall = ConstructorParameters<typeof ServerInterceptingCall>[0];
/** What a call reports to whoever handles it. */
export type CallListener = Parameters<InterceptingCall['start']>[0];
/** The status of a call, with trailers. */
export type PartialStatus = Parameters<InterceptingCall['sendStatus']>[0];
export type ConnectionInfo = ReturnType<InterceptingCall['getConnectionInfo']>;
export type MetricsRecorder = ReturnType<InterceptingCall['getMetricsRecorder']>;
/** What handlers of all four kinds find on their call. */
export type SurfaceCall = Omit<ServerUnaryCall<unknown, unknown>, 'request'>;
