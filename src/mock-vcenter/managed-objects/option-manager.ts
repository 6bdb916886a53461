import { any, data, list, string } from '../wire/value.js';
import type { ManagedObjectType } from './contract.js';

/** The vCenter's own settings, those that name it. */
const type: ManagedObjectType = {
	type: 'OptionManager',
	bases: [],
	singleton: 'VpxSettings',
	properties: (_, { estate }) => ({
		setting: () =>
			list('OptionValue', [
				data('OptionValue', { key: string('VirtualCenter.InstanceName'), value: any(string(estate.spec.name)) }),
				data('OptionValue', { key: string('VirtualCenter.FQDN'), value: any(string(estate.spec.name)) }),
			]),
		supportedOption: undefined,
	}),
};
export default type;
