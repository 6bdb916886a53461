import { textAt } from '../../shared/xml-value.js';
import { fileOf } from '../managed-objects/shared/vm-figures.js';
import { found } from '../server/search.js';
import { invalidArgument } from '../server/select.js';
import type { MockMethod } from './contract.js';

/** A VM of a datacenter by its configuration file, `[datastore] vm/vm.vmx`. */
const method: MockMethod = {
	method: 'FindByDatastorePath',
	receivers: ['SearchIndex'],
	call: (call) => {
		const wanted = textAt(call.parameters, 'datacenter');
		const path = textAt(call.parameters, 'path') ?? '';
		const datacenter = call.server.estate.datacenters.find(({ id }) => id === wanted);
		if (datacenter === undefined) throw invalidArgument('datacenter');
		return found(
			call,
			datacenter.vms.find((vm) => fileOf(vm, '.vmx') === path),
		);
	},
};
export default method;
