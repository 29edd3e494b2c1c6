import { runProgram, type ProgramOptions } from '../shared/run-program.js';
import type { Delivery, Notification } from './notification.js';

/** notify-send waits for D-Bus, and osascript for a user who has logged in. */
const timeoutMs = 5_000;

/** Shows a notification on the desktop of the user. @throws Error that says why it is not shown */
export async function showOnDesktop(
  notification: Notification,
  platform: NodeJS.Platform,
  options: Pick<ProgramOptions, 'env' | 'signal'>,
): Promise<Delivery> {
  const command = commandFor(platform, notification);
  if (command === undefined) throw new Error(`there are no desktop notifications on ${platform}`);
  const [file, ...args] = command;
  const result = await runProgram(file, args, { ...options, timeoutMs });
  if (!result.ok) throw new Error(result.reason);
  return { status: 0, response: result.output === '' ? `notification sent via ${platform}` : result.output };
}

const urgencies = { low: 'low', default: 'normal', high: 'critical' } as const;

/** The program of the platform, and its arguments. */
export function commandFor(
  platform: NodeJS.Platform,
  { title, message, priority }: Notification,
): readonly [string, ...string[]] | undefined {
  switch (platform) {
    case 'linux':
      return ['notify-send', '-u', urgencies[priority], '--', title, message];
    case 'darwin':
      return ['osascript', '-e', `display notification ${quoted(message)} with title ${quoted(title)}`];
    default:
      return undefined;
  }
}

/** A text of AppleScript. What is in it cannot end it. */
const quoted = (text: string): string => `"${text.replace(/[\\"]/g, '\\$&')}"`;
