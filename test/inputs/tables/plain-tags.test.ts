import { describe, expect, it } from 'vitest';
import { plainTags } from '../../../src/inputs/tables/plain-tags.js';

const tags = (xml: string) =>
	plainTags(Buffer.from(xml))?.map(({ local, attributes }) => [local, Object.fromEntries(attributes)]);

describe('the start tags of a small document', () => {
	it('are found in order, names without prefix, entities decoded', () => {
		const xml =
			'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<workbook xmlns="urn:a" xmlns:r="urn:b">\n<sheets><sheet name="A &amp; B" sheetId="1" r:id="rId1"/><x:sheet name="Zürich" /></sheets></workbook>\n';
		expect(tags(xml)).toEqual([
			['workbook', {}],
			['sheets', {}],
			['sheet', { name: 'A & B', sheetId: '1', id: 'rId1' }],
			['sheet', { name: 'Zürich' }],
		]);
	});

	const left: [string, string][] = [
		['a comment', '<a><!-- <b/> --></a>'],
		['a section', '<a><![CDATA[<b/>]]></a>'],
		['a document type', '<!DOCTYPE a><a/>'],
		['an instruction', '<a><?b c?></a>'],
		['single quotes', "<a b='c'/>"],
		['an unknown entity', '<a b="&c;"/>'],
		['an attribute that is there twice', '<a b="1" x:b="2"/>'],
		['a line break in an attribute', '<a b="1\n2"/>'],
		['an element that is not closed', '<a><b></a>'],
		['elements that overlap', '<a><b></a></b>'],
		['text behind the root', '<a/>x'],
		['another encoding', '<?xml version="1.0" encoding="ISO-8859-1"?><a/>'],
		['UTF-16', '\uFEFF<\0a\0/\0>\0'],
	];
	for (const [name, xml] of left) {
		it(`leave ${name} to the XML parser`, () => {
			expect(tags(xml)).toBeUndefined();
		});
	}
});
