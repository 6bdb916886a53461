import { Report } from '../model/report.js';
import type { Reporter } from './contract.js';
import { inSchemaOrder } from './json/order.js';

/**
 * The report itself (design 6.2), one line per element of every list and map, so that two reports compare line by line.
 * Pieces are small: a report of 40,000 VMs is longer than the longest string of V8 (clarifications 8.12).
 */
const json: Reporter = {
	mediaType: 'application/json',
	description: 'the report itself, as `xvcheck schema report` describes it',
	*render(report) {
		let first = true;
		for (const [key, schema] of Object.entries(Report.properties)) {
			const value = report[key as keyof Report];
			if (value === undefined) continue;
			yield `${first ? '{\n' : ',\n'}${JSON.stringify(key)}: `;
			yield* inSchemaOrder(schema, value, key === 'timeline' ? 2 : 1);
			first = false;
		}
		yield '\n}\n';
	},
};
export default json;
