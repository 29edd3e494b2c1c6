/** The part of an output stream that decides whether it can show colours and a changing line. */
export interface OutputStream {
  /** Undefined or false for a pipe or a file. */
  readonly isTTY?: boolean | undefined;
}

type Environment = Readonly<Record<string, string | undefined>>;

/** Whether a line can be written over. */
export const canRedraw = ({ isTTY }: OutputStream, env: Environment): boolean => isTTY === true && env.TERM !== 'dumb';

/** Colours on a terminal, unless NO_COLOR, --no-color or a dumb terminal forbid them; FORCE_COLOR wants them elsewhere too. */
export function wantsColor(stream: OutputStream, env: Environment, args: readonly string[]): boolean {
  if ((env.NO_COLOR ?? '') !== '' || args.includes('--no-color')) return false;
  if ((env.FORCE_COLOR ?? '') !== '') return env.FORCE_COLOR !== '0';
  return canRedraw(stream, env);
}
