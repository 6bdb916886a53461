import { textAt } from '../../shared/xml-value.js';
import { refusal } from '../server/pages.js';
import { invalidProperty, lookUp } from '../server/select.js';
import { resolvePath, UNKNOWN } from '../wire/resolve.js';
import { writeAny } from '../wire/write.js';
import type { MockMethod } from './contract.js';

/** One property of one object, the way pyVmomi reads an attribute. Every type has it. */
const method: MockMethod = {
	method: 'Fetch',
	receivers: '*',
	anonymous: true,
	call: (call) => {
		const path = textAt(call.parameters, 'prop') ?? '';
		const object = lookUp(call, call.self);
		const fault = refusal(call, object, path);
		if (fault !== undefined) throw fault;
		const value = resolvePath(object.properties, path, call.hidden);
		if (value === UNKNOWN) throw invalidProperty(path);
		if (value === undefined) return '';
		return writeAny('returnval', object.settle?.(path, value) ?? value, call.hidden);
	},
};
export default method;
