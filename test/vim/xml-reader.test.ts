import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { any, data, list, string, type Wire } from '../../src/mock-vcenter/wire/value.js';
import { writeAny } from '../../src/mock-vcenter/wire/write.js';
import { listAt, textAt, type XmlValue } from '../../src/shared/xml-value.js';
import { StringPool } from '../../src/vim/string-pool.js';
import { XmlReader } from '../../src/vim/xml-reader.js';

const NAMES = 'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xmlns:xsd="http://www.w3.org/2001/XMLSchema"';

/** Text that XML can hold: no control characters but tab and line feed, no lone surrogates. */
const text = fc
	.string({ unit: 'grapheme', maxLength: 30 })
	.map((value) => value.replace(/[^\t\n\x20-\uffff]/g, '').replace(/[\ufffe\uffff\r]/g, ''));
const name = fc.constantFrom('a', 'b', 'key', 'value', 'val', 'constructor');
const wire: fc.Arbitrary<Wire> = fc.letrec<{ value: Wire; data: Wire }>((tie) => ({
	value: fc.oneof(
		{ depthSize: 'small' },
		text.map((value) => string(value)),
		tie('data'),
	),
	data: fc.dictionary(name, tie('value'), { minKeys: 1, maxKeys: 3 }).map((fields) => any(data('Thing', fields))),
})).value;

function read(document: string, cuts: readonly number[]): XmlValue {
	const bytes = Buffer.from(document);
	const reader = new XmlReader();
	let from = 0;
	for (const cut of [...cuts.map((part) => Math.floor(part * bytes.length)).sort((a, b) => a - b), bytes.length]) {
		reader.write(bytes.subarray(from, cut));
		from = cut;
	}
	return reader.close();
}

/** What reading should give back. */
function expected(value: Wire): XmlValue {
	if (value.kind === 'text') return value.text;
	if (value.kind !== 'data') throw new Error('not generated here');
	const fields = Object.entries(value.fields).map(([key, field]) => [key, expected(field as Wire)]);
	return { ...Object.fromEntries(fields), $type: 'Thing' };
}

describe('the reader of XML', () => {
	it('gives back what the mock writes, wherever the document is cut', () => {
		fc.assert(
			fc.property(wire, fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { maxLength: 5 }), (value, cuts) => {
				expect(read(`<r ${NAMES}>${writeAny('v', value)}</r>`, cuts)).toEqual({ v: expected(value) });
			}),
			{ numRuns: 300 },
		);
	});

	it('gives back lists of any length', () => {
		fc.assert(
			fc.property(fc.array(text, { maxLength: 5 }), (values) => {
				const items = list(
					'String',
					values.map((value) => string(value)),
				);
				const result = read(`<r ${NAMES}>${writeAny('v', items)}</r>`, []);
				expect(listAt(result, 'v')).toEqual(values);
			}),
		);
	});

	it('never fails in another way than by saying what is wrong with the document', () => {
		fc.assert(
			fc.property(fc.string({ maxLength: 60 }), (garbage) => {
				try {
					read(garbage, []);
				} catch (error) {
					expect((error as Error).name).toBe('XmlFormatError');
				}
			}),
		);
	});

	it('hands elements on while it reads, and keeps none of them', () => {
		const seen: string[] = [];
		const reader = new XmlReader({
			emits: (path) => path.join('/') === 'r/item',
			onValue: (_, value) => void seen.push(textAt(value, 'id') ?? ''),
		});
		reader.write('<r><item><id>1</id></item><item><id>2</id>');
		expect(seen).toEqual(['1']);
		reader.write('</item><token>t</token></r>');
		expect(reader.close()).toEqual({ token: 't' });
		expect(seen).toEqual(['1', '2']);
	});
});

describe('the pool of strings', () => {
	it('makes equal strings one, and gives any other back unchanged', () => {
		const pool = new StringPool();
		fc.assert(
			fc.property(fc.string({ unit: 'grapheme', maxLength: 80 }), (value) => pool.get(value) === value),
			{ numRuns: 50 },
		);
	});
});
