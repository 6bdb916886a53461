import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { MockVCenter } from '../../src/mock-vcenter/start-mock.js';
import { RawClient } from '../mock-vcenter/raw-client.js';

/** What is asked for in one call. */
const AT_ONCE = 200;

/**
 * Records a served vCenter as `govc object.save` does: every object that can be reached by references, with all its properties
 * as the server writes them, and the licence assignments as the method's answer.
 */
export async function record(vcenter: MockVCenter, types: readonly string[], folder: string): Promise<void> {
	mkdirSync(folder, { recursive: true });
	const client = await RawClient.loggedIn(vcenter);
	const seen = new Set<string>(['ServiceInstance']);
	let next: [type: string, id: string][] = [['ServiceInstance', 'ServiceInstance']];
	let count = 0;
	while (next.length > 0) {
		const asked = next.splice(0, AT_ONCE);
		const text = await retrieved(client, asked);
		for (const [, object = ''] of text.matchAll(/<returnval>(.*?)<\/returnval>/gs)) {
			const [, type = '', id = ''] = /<obj [^>]*?\btype="(\w+)"[^>]*>([^<]+)<\/obj>/.exec(object) ?? [];
			const name = `${String(count++).padStart(4, '0')}-${type}-${id}.xml`;
			writeFileSync(join(folder, name), `<ObjectContent ${NAMESPACES}>${object}</ObjectContent>`);
			for (const [, kind = '', other = ''] of object.matchAll(/<[^>]*\s\btype="(\w+)"[^>]*>([^<]+)</g)) {
				if (seen.has(other) || !types.includes(kind)) continue;
				seen.add(other);
				next = [...next, [kind, other]];
			}
		}
	}
	const manager = 'LicenseAssignmentManager';
	const licences = await client.send(
		`<QueryAssignedLicenses xmlns="urn:vim25"><_this type="${manager}">${manager}</_this></QueryAssignedLicenses>`,
	);
	const body = /<(\w+:)?Body>(.*)<\/(\w+:)?Body>/s.exec(licences)?.[2] ?? '';
	if (!body.includes('QueryAssignedLicensesResponse')) return;
	mkdirSync(join(folder, `${manager}-${manager}`));
	writeFileSync(
		join(folder, `${manager}-${manager}`, 'QueryAssignedLicenses.xml'),
		body.replace('<QueryAssignedLicensesResponse', `<QueryAssignedLicensesResponse ${XSI}`),
	);
}

const XSI = 'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xmlns:xsd="http://www.w3.org/2001/XMLSchema"';
const NAMESPACES = `xmlns="urn:vim25" ${XSI}`;

/** One object that the server does not give leaves the others. */
async function retrieved(client: RawClient, asked: readonly [type: string, id: string][]): Promise<string> {
	const text = await client.send(retrieval(asked));
	if (!text.includes('<faultcode>') || asked.length === 1) return text;
	const texts: string[] = [];
	for (const one of asked) texts.push(await retrieved(client, [one]));
	return texts.join('');
}

function retrieval(objects: readonly (readonly [type: string, id: string])[]): string {
	const kinds = [...new Set(objects.map(([type]) => type))];
	return [
		'<RetrieveProperties xmlns="urn:vim25"><_this type="PropertyCollector">propertyCollector</_this><specSet>',
		...kinds.map((type) => `<propSet><type>${type}</type><all>true</all></propSet>`),
		...objects.map(([type, id]) => `<objectSet><obj type="${type}">${id}</obj></objectSet>`),
		'</specSet></RetrieveProperties>',
	].join('');
}
