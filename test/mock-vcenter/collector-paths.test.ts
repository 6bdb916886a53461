import { describe, expect, it } from 'vitest';
import type { Collector } from '../../src/collectors/contract.js';
import { vimDeclarations } from '../../src/inputs/assemble/vim-declarations.js';
import { objectsOf } from '../../src/inputs/live/targets.js';
import type { MockVCenter } from '../../src/mock-vcenter/start-mock.js';
import { loadDirectory } from '../../src/shared/load-directory.js';
import type { VimObject } from '../../src/vim/object-content.js';
import { retrieve } from '../../src/vim/property-collector.js';
import { optionsFor, smallScenario, withMock, withSession } from '../support/vim-client.js';

/** One object of every type that collectors read. */
const everyType = () =>
	smallScenario(2, {
		datacenters: [
			{
				...smallScenario(2).vcenters[0]!.datacenters[0]!,
				switches: [{ name: 'dvs', version: '8.0.3' }],
				networks: [{ name: 'VM Network' }, { name: 'dv', switch: 'dvs' }, { name: 'nsx', opaque: true }],
				hosts: [{ names: 'alone.example.com', version: '8.0.3', build: 1, vmkernel: [] }],
			},
		],
	});

async function readDeclared(vcenter: MockVCenter): Promise<Map<string, VimObject[]>> {
	const collectors = await loadDirectory<Collector>(new URL('../../src/collectors/', import.meta.url));
	const { types } = vimDeclarations(collectors.values());
	const read = new Map<string, VimObject[]>();
	await withSession(optionsFor(vcenter), async (session) => {
		for (const { type, light, heavy } of types) {
			const found = objectsOf(session, type);
			const objects: VimObject[] = [];
			const where = found === 'tree' ? {} : { objects: found };
			const onObject = (object: VimObject) => objects.push(object);
			await retrieve(session, { type, paths: [...light, ...heavy], pageSize: 100, ...where, onObject });
			read.set(type, objects);
		}
	});
	return read;
}

describe('the mock vCenter', () => {
	it('knows every property path that a collector asks for', () =>
		withMock(async (vcenter) => {
			for (const [type, objects] of await readDeclared(vcenter)) {
				const unknown = objects.flatMap(({ missing }) => missing.map(({ path }) => `${type}.${path}`));
				expect([...new Set(unknown)]).toEqual([]);
			}
		}, everyType()));
});
