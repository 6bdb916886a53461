import type { Input } from './contract.js';
import { readRvtools } from './rvtools/read-rvtools.js';
import { sniffTables } from './tables/sniff-tables.js';

/** RVTools exports: a workbook, a folder of workbooks, or CSV files in a folder or zip. */
export default {
	kind: 'rvtools',
	accepts: async (location) => (await sniffTables(location)) !== undefined,
	read: readRvtools,
} satisfies Input;
