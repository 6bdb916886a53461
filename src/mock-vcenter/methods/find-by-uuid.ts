import { booleanAt, textAt } from '../../shared/xml-value.js';
import { hostUuid } from '../managed-objects/shared/host-hardware.js';
import { biosUuidOf, instanceUuidOf } from '../managed-objects/shared/vm-figures.js';
import { ref } from '../wire/value.js';
import { writeMember } from '../wire/write.js';
import type { MockMethod } from './contract.js';

/** A VM by BIOS or instance UUID, or a host; nothing when there is none. */
const method: MockMethod = {
	method: 'FindByUuid',
	receivers: ['SearchIndex'],
	call: ({ server: { estate }, parameters }) => {
		const uuid = textAt(parameters, 'uuid')?.toLowerCase();
		const uuidOf = booleanAt(parameters, 'instanceUuid') === true ? instanceUuidOf : biosUuidOf;
		const found =
			booleanAt(parameters, 'vmSearch') === true
				? estate.datacenters.flatMap(({ vms }) => vms).find((vm) => uuidOf(vm).toLowerCase() === uuid)
				: estate.datacenters.flatMap(({ hosts }) => hosts).find((host) => hostUuid(host).toLowerCase() === uuid);
		return found === undefined ? '' : writeMember('returnval', ref(found));
	},
};
export default method;
