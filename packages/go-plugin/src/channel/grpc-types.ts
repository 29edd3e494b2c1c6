import type { ChannelInterface } from '@grpc/grpc-js';

// grpc-js exports the Channel interface but not the types in its signatures; these are read off it.

/** What `createCall` must return. */
export type Call = ReturnType<ChannelInterface['createCall']>;
/** Goes with each outgoing message: its write callback and its write flags. */
export type MessageContext = Parameters<Call['sendMessageWithContext']>[0];
/** Called once a message may be followed by the next one. */
export type WriteCallback = NonNullable<MessageContext['callback']>;
/** What is known of the other side's identity. */
export type AuthContext = NonNullable<ReturnType<Call['getAuthContext']>>;
/** The server call on whose behalf a client call is made. */
export type ParentCall = NonNullable<Parameters<ChannelInterface['createCall']>[3]>;
/** A channel's entry in channelz. */
export type ChannelzRef = ReturnType<ChannelInterface['getChannelzRef']>;
