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
				option('VirtualCenter.InstanceName', estate.spec.name),
				option('VirtualCenter.FQDN', estate.spec.name),
				// Ids of their own, at the end of the range 0 to 63, where no address of a scenario lies.
				option('instance.id', estate.spec.side === 'source' ? '62' : '63'),
				...(estate.spec.ssoDomain === undefined
					? []
					: [option('config.vpxd.sso.default.admin', `administrator@${estate.spec.ssoDomain}`)]),
			]),
		supportedOption: undefined,
	}),
};
export default type;

function option(key: string, value: string) {
	return data('OptionValue', { key: string(key), value: any(string(value)) });
}
