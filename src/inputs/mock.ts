import { closeSync, openSync, readSync } from 'node:fs';
import { BugError, UserError } from '../shared/errors.js';
import type { Input, StartMock } from './contract.js';

type MockVCenters = Awaited<ReturnType<StartMock>>['vcenters'];

/** A vCenter of a scenario, served on loopback for the time of the read: `mock:SCENARIO#source`. */
export default {
	kind: 'mock',
	accepts: async (location) => /\.ya?ml$/i.test(location) && /^vcenters:/m.test(beginningOf(location)),
	read: async (location, options) => {
		if (options.startMock === undefined) throw new BugError('the mock input was given no servers');
		const site = await options.startMock(location);
		try {
			const vcenter = pick(location, site.vcenters, options.pick);
			const connection = {
				...options.connection,
				password: async () => vcenter.password,
				thumbprint: vcenter.thumbprintSha256,
			};
			const source = { kind: 'mock', location: `${location}#${vcenter.name}` };
			const target = { url: new URL(vcenter.url), username: vcenter.username, source };
			// The client takes a third of a second to load, and files need none.
			const { readVCenter } = await import('./live/read-vcenter.js');
			return await readVCenter(target, { ...options, connection });
		} finally {
			await site.close();
		}
	},
} satisfies Input;

function beginningOf(path: string): string {
	try {
		const file = openSync(path, 'r');
		try {
			const buffer = Buffer.alloc(4096);
			return buffer.toString('utf8', 0, readSync(file, buffer, 0, buffer.length, 0));
		} finally {
			closeSync(file);
		}
	} catch {
		return '';
	}
}

function pick(location: string, vcenters: MockVCenters, name: string | undefined): MockVCenters[number] {
	const wanted = name?.toLowerCase();
	const found =
		wanted === undefined
			? vcenters
			: vcenters.filter((one) => [one.name, one.side].some((text) => text.toLowerCase() === wanted));
	const only = found[0];
	if (found.length === 1 && only !== undefined) return only;
	const list = vcenters.map(({ name: own, side }) => `${own} (${side})`).join('; ');
	if (found.length === 0)
		throw new UserError('vcenter-not-found', `${location} holds no vCenter "${name}". It holds: ${list}.`, {
			suggestions: ['Name one of these after the #.'],
		});
	throw new UserError('several-vcenters', `${location} holds ${found.length} vCenters: ${list}.`, {
		suggestions: [`Name one after a #, for example mock:${location}#${found[0]?.side}`],
	});
}
