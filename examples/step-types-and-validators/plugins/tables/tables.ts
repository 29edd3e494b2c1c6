import { BasePlugin, serve, stepType } from 'awf-plugins/sdk';

/** Rows in memory stand for a database. */
const tables: Readonly<Record<string, readonly string[]>> = { users: ['ada', 'grace', 'linus'], orders: [] };

class TablesPlugin extends BasePlugin {
  readonly stepTypes = {
    count: stepType({
      description: 'Counts the rows of a table',
      config: {
        table: { type: 'string', required: true, description: 'Name of the table' },
        at_least: { type: 'integer', default: 0, description: 'Fail with exit code 1 if there are fewer rows' },
      },
      handler: ({ config, log, signal }) => {
        signal.throwIfAborted();
        const rows = tables[config.table];
        if (rows === undefined) throw new Error(`there is no table ${config.table}`);
        log.info('counted', { table: config.table, rows: rows.length });
        return {
          output: `${rows.length} rows`,
          data: { rows: rows.length, first: rows[0] ?? null },
          exitCode: rows.length < config.at_least ? 1 : 0,
        };
      },
    }),
  };
}

await serve(new TablesPlugin({ name: 'tables', version: '1.0.0' }));
