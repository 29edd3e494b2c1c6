import type { Progress } from '../domain/plugin/progress.js';

// AWF has no message for progress. It travels as an entry of the plugin's log, which every host of go-plugin takes: under AWF's own host it
// is a line of the log.

/** The field of a log entry that makes it one about progress: a number from 0 to 1. The message is the text. */
const progressField = 'awf_progress';
/** The field that says which call it is about. Without it, an entry is about the only call that runs. */
const callField = 'awf_call';
/** The header of an Execute call whose caller wants to hear of its progress. Its value is for {@link callField}. */
export const callHeader = 'awf-call';

type Fields = Readonly<Record<string, unknown>>;

/** The fields of a log entry about progress. */
export const progressFields = (fraction: number, call: string | undefined): Fields => ({
  [progressField]: fraction,
  ...(call === undefined ? {} : { [callField]: call }),
});

/** What a log entry says about progress, if anything. */
export function readProgress(
  message: string,
  fields: Fields = {},
): { readonly progress: Progress; readonly call: string | undefined } | undefined {
  const fraction = fields[progressField];
  if (typeof fraction !== 'number' || !(fraction >= 0 && fraction <= 1)) return undefined;
  const call = fields[callField];
  return { progress: { fraction, text: message }, call: typeof call === 'string' ? call : undefined };
}
