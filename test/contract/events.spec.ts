import { describeEventPublisherContract, describePluginEventsContract } from '../../src/contract/index.js';
import { busSubject, busWithPlugins, memoryEvents } from '../support/event-subjects.js';

describePluginEventsContract({ name: 'plugins in memory', create: memoryEvents });
describeEventPublisherContract({ name: 'the bus of a host', create: busSubject });
describeEventPublisherContract({ name: 'the bus of a host, with plugins in memory', create: busWithPlugins });
