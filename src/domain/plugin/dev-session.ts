/** What happens to a plugin that is being developed. */
export type DevEvent =
  | { readonly type: 'changed'; readonly path: string }
  /** Nothing has changed for a moment since it was asked for. */
  | { readonly type: 'quiet' }
  | { readonly type: 'built' | 'build-failed' | 'started' | 'start-failed' };

/** What is to be done next. `await-quiet` again begins the wait anew. */
export type DevAction = 'build' | 'start' | 'await-quiet';

/**
 * `settling`: work has just ended, and its last changes may still be on their way.
 * `waiting`: something has changed, and more may follow.
 */
type Phase = 'building' | 'starting' | 'settling' | 'idle' | 'waiting';

/** Where the development of a plugin stands. */
export interface DevSession {
  readonly phase: Phase;
  /** Sources that have changed since the last build began. */
  readonly changed: ReadonlySet<string>;
  /** Builds in a row that only followed from changes during the work before. */
  readonly echoes: number;
}

/** What follows from an event. */
export interface DevStep {
  readonly session: DevSession;
  readonly action?: DevAction;
  /** What a build is for. Empty for the first one. */
  readonly because?: readonly string[];
  /** Changes that are taken for those of the build, or of the plugin, itself. */
  readonly ignored?: readonly string[];
}

/**
 * A person may save a file while a build runs. But a build that writes into the sources, or a plugin that writes into its project, would
 * be built for ever.
 */
const mostEchoes = 2;

const nothing: ReadonlySet<string> = new Set();

/** The first step: a build. */
export const firstStep: DevStep = {
  session: { phase: 'building', changed: nothing, echoes: 0 },
  action: 'build',
  because: [],
};

/** The rules of the development of a plugin: what follows from what happens. */
export function nextStep(session: DevSession, event: DevEvent): DevStep {
  switch (event.type) {
    case 'changed':
      return afterChange({ ...session, changed: new Set([...session.changed, event.path]) });
    case 'built':
      return { session: { ...session, phase: 'starting' }, action: 'start' };
    case 'build-failed':
    case 'started':
    case 'start-failed':
      return { session: { ...session, phase: 'settling' }, action: 'await-quiet' };
    case 'quiet':
      return session.phase === 'waiting' ? build(session, 0) : afterWork(session);
  }
}

function afterChange(session: DevSession): DevStep {
  const { phase } = session;
  if (phase === 'building' || phase === 'starting') return { session };
  return { session: { ...session, phase: phase === 'idle' ? 'waiting' : phase }, action: 'await-quiet' };
}

function afterWork({ changed, echoes }: DevSession): DevStep {
  const idle: DevSession = { phase: 'idle', changed: nothing, echoes: 0 };
  if (changed.size === 0) return { session: idle };
  if (echoes === mostEchoes) return { session: idle, ignored: [...changed] };
  return build({ phase: 'idle', changed, echoes }, echoes + 1);
}

const build = ({ changed }: DevSession, echoes: number): DevStep => ({
  session: { phase: 'building', changed: nothing, echoes },
  action: 'build',
  because: [...changed],
});
