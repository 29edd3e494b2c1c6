/** How urgent a notification is. */
export const priorities = ['low', 'default', 'high'] as const;

/** One of {@link priorities}. */
export type Priority = (typeof priorities)[number];

/** What is said to people. */
export interface Notification {
  readonly title: string;
  readonly message: string;
  readonly priority: Priority;
}

/** What came of it. */
export interface Delivery {
  /** The status of HTTP, or 0. */
  readonly status: number;
  readonly response: string;
}
