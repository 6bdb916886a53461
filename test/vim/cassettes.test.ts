import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { parseDocument } from 'yaml';
import { listAt, textAt, typeOf, type XmlValue } from '../../src/shared/xml-value.js';
import { SoapFault } from '../../src/vim/faults.js';
import { toVimObject, type VimObject } from '../../src/vim/object-content.js';
import { AnswerReader } from '../../src/vim/soap.js';
import { StringPool } from '../../src/vim/string-pool.js';

const corpus = process.env.XVCHECK_CORPUS;

interface Read {
	readonly file: string;
	readonly method: string;
	readonly response?: XmlValue;
	readonly fault?: SoapFault;
	readonly objects: readonly VimObject[];
}

/** Reads one recorded answer in small pieces. */
function readAnswer(file: string, body: string): Read {
	const objects: VimObject[] = [];
	const reader = new AnswerReader(new StringPool(), (content) => objects.push(toVimObject(content)));
	const bytes = Buffer.from(body);
	for (let at = 0; at < bytes.length; at += 777) reader.write(bytes.subarray(at, at + 777));
	const method = /<([A-Za-z]+)Response xmlns="urn:/.exec(body)?.[1] ?? '';
	try {
		return { file, method, response: reader.close(), objects };
	} catch (error) {
		if (error instanceof SoapFault) return { file, method, fault: error, objects };
		throw error;
	}
}

/** Bodies of all recorded SOAP answers: VCR files of Python and Ruby, whose own tags are left alone. */
function answersIn(folder: string): Read[] {
	return readdirSync(folder, { recursive: true, encoding: 'utf8' })
		.filter((name) => /\.ya?ml$/.test(name))
		.flatMap((name) => {
			const document = parseDocument(readFileSync(join(folder, name), 'utf8'), { logLevel: 'silent' });
			const { interactions, http_interactions: ruby } = (document.toJS() ?? {}) as Record<
				string,
				Interaction[] | undefined
			>;
			return (interactions ?? ruby ?? []).flatMap(({ response }) => {
				const body = response?.body?.string ?? '';
				return /<\w+:Envelope/.test(body) ? [readAnswer(name, body)] : [];
			});
		});
}
interface Interaction {
	readonly response?: { readonly body?: { readonly string?: string } };
}

describe.skipIf(corpus === undefined)('recorded SOAP answers (need the sample folder in XVCHECK_CORPUS)', () => {
	const pyvmomi = () => answersIn(join(corpus ?? '', 'vmware_pyvmomi/tests/fixtures'));
	const manageIq = () => answersIn(join(corpus ?? '', 'ManageIQ_manageiq-providers-vmware'));

	it('of vCenter 8.0.3 are all read: content, login, views, every property of a host and a VM', () => {
		const answers = pyvmomi();
		expect(answers.length).toBeGreaterThan(200);
		const about = answers
			.filter(({ method }) => method === 'RetrieveServiceContent')
			.map(({ response }) => textAt(response, 'returnval.about.version'));
		expect(about).toContain('8.0.3');
		const vnics = answers.filter(
			({ method, response }) => method === 'Fetch' && typeOf(listAt(response, 'returnval')[0]) === 'HostConfigInfo',
		);
		expect(vnics.length).toBeGreaterThan(0);
		expect(listAt(vnics[0]?.response, 'returnval.network.vnic').map((vnic) => textAt(vnic, 'device'))).toContain(
			'vmk0',
		);
	});

	it('of a refused login are typed faults', () => {
		const refused = pyvmomi().filter(
			({ file, fault }) => file === 'basic_connection_bad_password.yaml' && fault !== undefined,
		);
		expect(refused.map(({ fault }) => fault?.fault)).toEqual(['InvalidLogin']);
	});

	it('of a full inventory load by another product are read, with every object of its property reads', () => {
		const answers = manageIq();
		expect(answers.filter(({ method }) => method === 'WaitForUpdatesEx').length).toBeGreaterThan(0);
		const updates = answers
			.filter(({ method }) => method === 'WaitForUpdatesEx')
			.flatMap(({ response }) => listAt(response, 'returnval.filterSet.objectSet'));
		const vms = new Set(updates.map((update) => textAt(update, 'obj')).filter((id) => id?.startsWith('vm-')));
		expect(vms.size).toBe(64);
		const read = answers.filter(({ method }) => method === 'RetrieveProperties').flatMap(({ objects }) => objects);
		expect(read.length).toBeGreaterThan(10);
		expect(read.every(({ id, type }) => id !== '' && type !== '')).toBe(true);
	});

	it('in VI/SOAP fragments name what could not be read', () => {
		const fragment = readFileSync(
			join(corpus ?? '', 'vmware_govmomi/vim25/mo/fixtures/not_authenticated_fault.xml'),
			'utf8',
		).replace(/<\?xml[^>]*\?>/, '');
		const { objects } = readAnswer(
			'fragment',
			`<e:Envelope xmlns:e="http://schemas.xmlsoap.org/soap/envelope/"><e:Body>${fragment}</e:Body></e:Envelope>`,
		);
		expect(objects[0]?.missing.map(({ path, fault, privilegeId }) => [path, fault, privilegeId])).toEqual([
			['message', 'NotAuthenticated', 'System.View'],
			['sessionList', 'NotAuthenticated', 'Sessions.TerminateSession'],
		]);
	});
});
