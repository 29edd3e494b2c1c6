import { BasePlugin, type Validator } from 'awf-plugin-sdk';

const timeLimits: Validator = {
  validateStep({ steps }, name) {
    const step = steps[name];
    if (step === undefined || step.type === 'terminal' || step.timeout > 0) return [];
    return [{ severity: 'warning', message: 'it may take forever: set a timeout', field: 'timeout' }];
  },
};

class TimeLimitsPlugin extends BasePlugin {
  readonly validator = timeLimits;
}

export const createPlugin = () => new TimeLimitsPlugin({ name: 'plugin-name', version: '0.1.0' });
