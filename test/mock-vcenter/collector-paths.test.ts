import { describe, expect, it } from 'vitest';
import type { Collector } from '../../src/collectors/contract.js';
import { vimDeclarations } from '../../src/inputs/assemble/vim-declarations.js';
import { Failures } from '../../src/inputs/live/failures.js';
import type { Gathered } from '../../src/inputs/live/gathered.js';
import { readObjects } from '../../src/inputs/live/read-objects.js';
import type { MockVCenter } from '../../src/mock-vcenter/start-mock.js';
import { loadDirectory } from '../../src/shared/load-directory.js';
import { silent } from '../../src/shared/progress.js';
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

async function readDeclared(vcenter: MockVCenter): Promise<Gathered> {
	const collectors = await loadDirectory<Collector>(new URL('../../src/collectors/', import.meta.url));
	const { types } = vimDeclarations(collectors.values());
	const failures = new Failures(false, 'vc', undefined, () => undefined);
	return withSession(optionsFor(vcenter), (session) =>
		readObjects({ session, types, progress: silent, name: 'vc', concurrency: 2, failures }),
	);
}

describe('the mock vCenter', () => {
	it('knows every property path that a collector asks for', () =>
		withMock(async (vcenter) => {
			const gathered = await readDeclared(vcenter);
			const objects = gathered.objects();
			const { unread } = gathered;
			const unknown = objects.flatMap(({ type, missing }) => missing.map(({ path }) => `${type}.${path}`));
			expect([...new Set(unknown)]).toEqual([]);
			expect(unread).toEqual([]);
			expect(new Set(objects.map(({ type }) => type))).toContain('HostCertificateManager');
		}, everyType()));
});
