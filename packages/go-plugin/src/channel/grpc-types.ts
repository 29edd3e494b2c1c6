import type { ChannelInterface } from '@grpc/grpc-js';

// grpc-js exports the Channel interface, but not the types in its signatures. They are inferred from it here.

/** The result of `createCall`. */
export type Call = ReturnType<ChannelInterface['createCall']>;
/** The write callback and the write flags of an outgoing message. */
export type MessageContext = Parameters<Call['sendMessageWithContext']>[0];
/** Called when the next message may follow. */
export type WriteCallback = NonNullable<MessageContext['callback']>;
/** The identity of the other side, as far as it is known. */
export type AuthContext = NonNullable<ReturnType<Call['getAuthContext']>>;
/** The server call on whose behalf a client call is made. */
export type ParentCall = NonNullable<Parameters<ChannelInterface['createCall']>[3]>;
/** A channel's entry in channelz. */
export type ChannelzRef = ReturnType<ChannelInterface['getChannelzRef']>;
