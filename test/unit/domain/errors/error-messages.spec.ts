import { expect } from 'chai';
import { AwfError } from '../../../../src/domain/errors/awf-error.js';

describe('the message of an AwfError', () => {
  it('places each problem as exactly as it is known', () => {
    const problems = [
      { problem: 'one' },
      { line: 2, problem: 'two' },
      { line: 3, column: 4, field: 'name', problem: 'three' },
    ];
    expect(new AwfError('USER.INPUT.VALIDATION_FAILED', { workflow: 'w', problems }).message).to.equal(
      'workflow w: invalid inputs: one; line 2: two; line 3:4: name: three',
    );
  });

  it('lists the other problems of a file, a line each', () => {
    const at = { file: 'flow.yaml', line: 1, column: 2 };
    const others = [{ line: 5, column: 6, problem: 'too' }, { problem: 'somewhere' }];
    expect(new AwfError('WORKFLOW.PARSE.YAML_SYNTAX', { ...at, problem: 'odd', others }).message).to.equal(
      'flow.yaml:1:2: odd\nflow.yaml:5:6: too\nflow.yaml:1:1: somewhere',
    );
    expect(new AwfError('WORKFLOW.PARSE.YAML_SYNTAX', { ...at, problem: 'odd' }).message).to.equal(
      'flow.yaml:1:2: odd',
    );
  });

  it('says what is known, and "none" of an empty list', () => {
    expect(new AwfError('USER.INPUT.PLUGIN_NOT_FOUND', { plugin: 'x', known: [] }).message).to.contain(
      'installed: none',
    );
    expect(new AwfError('USER.INPUT.PLUGIN_NOT_FOUND', { plugin: 'x', known: ['a', 'b'] }).message).to.contain('a, b');
  });

  it('is short, however many names and problems there are, and says how many it leaves out', () => {
    const known = Array.from({ length: 100_000 }, (_, index) => `${'long'.repeat(100)}${index}`);
    const unknown = new AwfError('USER.INPUT.OPERATION_NOT_FOUND', { operation: 'x', known }).message;
    expect(unknown).to.match(/^operation x does not exist; there are: long.*… and 99980 more$/);
    expect(unknown.length).to.be.lessThan(3_000);
    const few = new AwfError('USER.INPUT.OPERATION_NOT_FOUND', { operation: 'x', known: known.slice(0, 20) }).message;
    expect(few).to.match(/19$|…$/);
    const exactly = (count: number) => known.slice(0, count).map((_, index) => ({ problem: `wrong ${index}` }));
    const place = { file: 'flow.yaml', line: 1, column: 2, problem: 'odd' };
    expect(new AwfError('WORKFLOW.PARSE.YAML_SYNTAX', { ...place, others: exactly(100) }).message).to.match(
      /wrong 99$/,
    );
    const problems = known.map((_, index) => ({ problem: `wrong ${index}` }));
    const wrong = new AwfError('USER.VALIDATION.PLUGIN_CONFIG', { plugin: 'x', problems }).message;
    expect(wrong).to.match(/: wrong 0; .*wrong 19 and 99980 more$/);
    const at = { file: 'flow.yaml', line: 1, column: 2, problem: 'odd' };
    const lines = new AwfError('WORKFLOW.PARSE.YAML_SYNTAX', { ...at, others: problems }).message.split('\n');
    expect(lines).to.have.length(102);
    expect(lines.at(-1)).to.equal('and 99900 more');
  });

  it('ends with what there is to say of a failure, if there is something', () => {
    const failed = { workflow: 'w', state: 'bad', message: undefined };
    expect(new AwfError('EXECUTION.WORKFLOW.FAILED', { ...failed, message: 'why' }).message).to.match(/bad: why$/);
    expect(new AwfError('EXECUTION.WORKFLOW.FAILED', failed).message).to.match(/bad$/);
    const unusable = { plugin: 'echo', problem: 'no handshake', remedy: 'none' };
    expect(new AwfError('EXECUTION.PLUGIN.HANDSHAKE_INVALID', unusable).message).to.match(/no handshake$/);
    const { message } = new AwfError('EXECUTION.PLUGIN.HANDSHAKE_INVALID', { ...unusable, stderrTail: 'last\n' });
    expect(message).to.match(/no handshake; last lines of its stderr:\nlast$/);
  });
});
