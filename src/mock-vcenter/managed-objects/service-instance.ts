import { data, dateTime, list } from '../wire/value.js';
import type { ManagedObjectType } from './contract.js';
import { serviceContent } from './shared/service-content.js';

const type: ManagedObjectType = {
	type: 'ServiceInstance',
	bases: [],
	singleton: 'ServiceInstance',
	properties: (_, world) => ({
		capability: () => data('Capability', { supportedEVCMode: list('EVCMode', []) }),
		content: () => serviceContent(world),
		serverClock: () => dateTime(new Date().toISOString()),
	}),
};
export default type;
