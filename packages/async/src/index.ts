export { forMany, limitCall, withinLimits, type CallLimit, type LimitErrors, type WaitLimits } from './call-limit.js';
export { onceDrained } from './drained.js';
export {
  noStarts,
  planStart,
  usualRestarts,
  withdrawStart,
  type RestartPolicy,
  type RestartState,
  type StartPlan,
} from './restarts.js';
export { SharedTask } from './shared-task.js';
export {
  longestTimerMs,
  startTimer,
  systemTimers,
  type CancelTimer,
  type TimerOptions,
  type Timers,
} from './timers.js';
export { settlesWithin, unlessAborted } from './waiting.js';
