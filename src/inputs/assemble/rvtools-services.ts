import { licenceId } from '../../collectors/read/licence-id.js';
import { Ids, type RvtoolsItem } from './rvtools-items.js';
import type { VCenterBook } from './workbook.js';

/** One licence per row of vLicense. The key becomes a hash at once and leaves no trace. */
export function licenseItems(book: VCenterBook, vcenter: string): RvtoolsItem[] {
	const ids = new Ids(vcenter);
	return book.rows('vLicense').map((row) => {
		const key = row.text('Key');
		const name = row.text('Name') ?? 'licence';
		const id = ids.of(key === undefined ? undefined : licenceId(key), name);
		return { object: { id }, rows: new Map([['vlicense', [row]]]) };
	});
}

/** The vCenter itself: vSource, else what every row of vInfo says of its server. */
export function vcenterItem(book: VCenterBook): RvtoolsItem {
	const source = book.rows('vSource').slice(0, 1);
	const info = book.rows('vInfo').slice(0, 1);
	return {
		object: { id: 'vcenter' },
		rows: new Map([
			['vsource', [...source]],
			['vinfo', [...info]],
		]),
	};
}
