import { fileURLToPath } from 'node:url';
import { startMock } from '../../dist/mock-vcenter/start-mock.js';

/** Serves the demo scenario while `work` runs; gives the source vCenter and its address without the path. */
export async function withDemo(work) {
	const site = await startMock(fileURLToPath(new URL('../../fixtures/scenarios/demo.yaml', import.meta.url)));
	try {
		const [vcenter] = site.vcenters;
		return await work(vcenter, new URL(vcenter.url));
	} finally {
		await site.close();
	}
}
