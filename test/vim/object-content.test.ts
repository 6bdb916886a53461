import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { booleanAt, listAt, numberAt, textAt, typeOf } from '../../src/shared/xml-value.js';
import { MAX_VALUE_LENGTH, parseMethodResult, parseObjectContent } from '../../src/vim/object-content.js';
import { XmlFormatError } from '../../src/vim/xml-reader.js';

const XSI = 'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xmlns:xsd="http://www.w3.org/2001/XMLSchema"';
const content = (inside: string) => [
	`<ObjectContent ${XSI}><obj type="VirtualMachine">vm-1</obj>${inside}</ObjectContent>`,
];
const property = (name: string, val: string) => `<propSet><name>${name}</name>${val}</propSet>`;

describe('an ObjectContent document', () => {
	it('gives id, type and properties by path', async () => {
		const vm = await parseObjectContent(
			content(
				property('name', '<val xsi:type="xsd:string">a &amp; b</val>') +
					property('config.hardware.numCPU', '<val xsi:type="xsd:int">4</val>') +
					property('config.template', '<val xsi:type="xsd:boolean">false</val>') +
					property('runtime.host', '<val type="HostSystem" xsi:type="ManagedObjectReference">host-9</val>') +
					property('runtime.powerState', '<val xsi:type="VirtualMachinePowerState">poweredOn</val>'),
			),
		);
		expect([vm.id, vm.type]).toEqual(['vm-1', 'VirtualMachine']);
		expect(vm.properties.get('name')).toBe('a & b');
		expect(numberAt(vm.properties.get('config.hardware.numCPU'))).toBe(4);
		expect(booleanAt(vm.properties.get('config.template'))).toBe(false);
		expect(vm.properties.get('runtime.host')).toEqual({ $ref: 'HostSystem', $text: 'host-9' });
		expect(textAt(vm.properties.get('runtime.powerState'))).toBe('poweredOn');
	});

	it('finds xsi:type under any prefix bound to its namespace, and under no other', async () => {
		const vm = await parseObjectContent([
			'<ObjectContent><obj type="VirtualMachine">vm-1</obj><propSet><name>a</name>',
			'<val xmlns:q="http://www.w3.org/2001/XMLSchema-instance" q:type="ArrayOfVirtualDevice">',
			'<VirtualDevice q:type="VirtualE1000"><key>4000</key></VirtualDevice></val></propSet>',
			'<propSet><name>b</name><val xmlns:q="urn:other" q:type="Disguised">x</val></propSet></ObjectContent>',
		]);
		const devices = listAt(vm.properties.get('a'));
		expect(devices.map(typeOf)).toEqual(['VirtualE1000']);
		expect(vm.properties.get('b')).toBe('x');
	});

	it('tells an empty array, one element and several apart from nothing', async () => {
		const vm = await parseObjectContent(
			content(
				property('none', '<val xsi:type="ArrayOfString"/>') +
					property('one', '<val xsi:type="ArrayOfString"><string xsi:type="xsd:string">a</string></val>') +
					property('two', '<val xsi:type="ArrayOfString"><string>a</string><string/></val>'),
			),
		);
		expect(listAt(vm.properties.get('none'))).toEqual([]);
		expect(listAt(vm.properties.get('one'))).toEqual(['a']);
		expect(listAt(vm.properties.get('two'))).toEqual(['a', '']);
	});

	it('counts a propSet without val, and a nil val, as unset', async () => {
		const vm = await parseObjectContent(content(property('config.keyId', '') + property('x', '<val xsi:nil="true"/>')));
		expect([...vm.properties.keys()]).toEqual([]);
		expect(vm.missing).toEqual([]);
	});

	it('names fault and privilege of what could not be read', async () => {
		const fault = (type: string, fields: string) =>
			`<missingSet><path>config.keyId</path><fault><fault xsi:type="${type}">${fields}</fault><localizedMessage/></fault></missingSet>`;
		const vm = await parseObjectContent(
			content(fault('NoPermission', '<privilegeId>System.Read</privilegeId>') + fault('NotAuthenticated', '')),
		);
		expect(vm.missing).toEqual([
			{ path: 'config.keyId', fault: 'NoPermission', privilegeId: 'System.Read' },
			{ path: 'config.keyId', fault: 'NotAuthenticated' },
		]);
	});

	it('reads the same from chunks of one byte, inside characters too', async () => {
		const text = content(property('name', '<val xsi:type="xsd:string">Zürich 🏔 <![CDATA[<x>]]></val>')).join('');
		const bytes = [...Buffer.from(text)].map((byte) => Uint8Array.of(byte));
		expect((await parseObjectContent(bytes)).properties.get('name')).toBe('Zürich 🏔 <x>');
	});

	it('drops a property value beyond its limit and keeps the rest', async () => {
		const big = 'x'.repeat(1024 * 1024);
		const chunks = [
			...content('').map((text) => text.replace('</ObjectContent>', '')),
			'<propSet><name>big</name><val><a>',
			...Array.from({ length: MAX_VALUE_LENGTH / big.length + 1 }, () => big),
			'</a><b>small</b></val></propSet>',
			property('name', '<val>web01</val>'),
			'</ObjectContent>',
		];
		const vm = await parseObjectContent(chunks);
		expect(vm.missing).toEqual([{ path: 'big', fault: 'ValueTooLarge' }]);
		expect(vm.properties.get('name')).toBe('web01');
		expect(vm.properties.has('big')).toBe(false);
	});
});

describe('a document that is refused', () => {
	const refuses = async (text: string | Uint8Array, message: RegExp) => {
		const failure = await parseObjectContent([text]).catch((error: unknown) => error);
		expect(failure).toBeInstanceOf(XmlFormatError);
		expect((failure as Error).message).toMatch(message);
	};
	const whole = content(property('name', '<val>web01</val>')).join('');

	it('with a document type declaration', () => refuses(`<!DOCTYPE x [<!ENTITY a "b">]>${whole}`, /document type/));
	it('cut off at any place', async () => {
		for (let end = 0; end < whole.length; end++) await refuses(whole.slice(0, end), /./);
	});
	it('with an undefined entity', () => refuses(whole.replace('web01', '&ent;'), /entity/));
	it('with bytes that are no UTF-8', () => refuses(Uint8Array.of(0x3c, 0x61, 0x3e, 0xff, 0xfe), /UTF-8/));
	it('nested beyond reason', () => refuses('<a>'.repeat(300), /nested deeper than 200/));
	it('that is HTML', () => refuses('<html><body>Service unavailable</body></html>', /no managed object/));
	it('with an element named like a prototype, without harm', async () => {
		const result = await parseMethodResult(['<r><__proto__><polluted>1</polluted></__proto__><b>2</b></r>']);
		expect(textAt(result, 'b')).toBe('2');
		expect(({} as Record<string, unknown>).polluted).toBeUndefined();
	});
});

const corpus = process.env.XVCHECK_CORPUS;

describe.skipIf(corpus === undefined)('real recordings (needs the sample folder in XVCHECK_CORPUS)', () => {
	const files = (folder: string): string[] =>
		readdirSync(folder).flatMap((name) => {
			const path = join(folder, name);
			return statSync(path).isDirectory() ? files(path) : path.endsWith('.xml') ? [path] : [];
		});
	const recordings = () => [
		...files(join(corpus ?? '', 'newrelic_nri-vsphere')),
		...files(join(corpus ?? '', 'bleemeo_glouton')),
	];

	it('are all read, and every object has the name that its file has', async () => {
		let objects = 0;
		for (const file of recordings()) {
			const named = /^\d{4}-([A-Za-z]+)-(.+)\.xml$/.exec(file.split('/').at(-1) ?? '');
			if (named === null) continue;
			const object = await parseObjectContent([readFileSync(file)]);
			expect([object.type, object.id], file).toEqual([named[1], named[2]]);
			objects++;
		}
		expect(objects).toBeGreaterThan(130);
	});

	it('hold the vMotion tagging and the firewall of the recorded host', async () => {
		const file = recordings().find((path) => path.endsWith('0082-HostSystem-host-14.xml')) ?? '';
		const { properties } = await parseObjectContent([readFileSync(file)]);
		const config = properties.get('config');
		const rulesets = listAt(config, 'firewall.ruleset');
		expect(rulesets.length).toBeGreaterThan(40);
		const vmotion = listAt(config, 'virtualNicManagerInfo.netConfig').find(
			(entry) => textAt(entry, 'nicType') === 'vmotion',
		);
		expect(listAt(vmotion, 'selectedVnic')).toEqual(['vmotion.key-vim.host.VirtualNic-vmk2']);
	});

	it('give method results as the response element', async () => {
		const file = recordings().find((path) => path.endsWith('FetchDVPorts.xml')) ?? '';
		expect(listAt(await parseMethodResult([readFileSync(file)]), 'returnval').length).toBeGreaterThan(5);
	});
});
