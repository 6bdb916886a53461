import { afterEach, describe, expect, it } from 'vitest';
import dns from '../../src/probes/dns.js';
import { type NameServer, serveNames, type Zone } from '../support/dns-server.js';
import { targets, tools } from './support.js';

const open: NameServer[] = [];
afterEach(async () => {
	for (const server of open.splice(0)) await server.close();
});
async function serve(zone: Zone): Promise<NameServer> {
	const server = await serveNames(zone);
	open.push(server);
	return server;
}
async function ask(server: string, names: readonly { name: string; addresses?: string[] }[], parts = {}) {
	const asked = names.map(({ name, addresses = [] }) => ({ name, addresses }));
	const { dns: results = [] } = await dns.run(targets({ names: asked, resolvers: [server] }), tools(parts));
	return results;
}

describe('the DNS probe', () => {
	it('asks a name server for a name, and back for the address that it gave', async () => {
		const server = await serve({
			forward: { 'esx01.mi.example.com': '10.1.0.11' },
			reverse: { '10.1.0.11': 'esx01.mi.example.com' },
		});
		expect(await ask(server.address, [{ name: 'esx01.mi.example.com' }])).toEqual([
			{
				resolver: server.address,
				question: 'forward',
				asked: 'esx01.mi.example.com',
				outcome: 'answered',
				answers: ['10.1.0.11'],
				at: '2026-11-24T06:00:00.000Z',
			},
			{
				resolver: server.address,
				question: 'reverse',
				asked: '10.1.0.11',
				outcome: 'answered',
				answers: ['esx01.mi.example.com'],
				at: '2026-11-24T06:00:00.000Z',
			},
		]);
	});
	it('asks back for the addresses that the inventory knows, whatever the name gives', async () => {
		const server = await serve({ forward: { 'esx01.mi': '10.9.9.9' }, reverse: { '10.9.9.9': 'esx01.mi' } });
		const results = await ask(server.address, [{ name: 'esx01.mi', addresses: ['10.1.0.11'] }]);
		expect(results.map(({ asked, outcome }) => [asked, outcome])).toEqual([
			['esx01.mi', 'answered'],
			['10.1.0.11', 'no-such-name'],
		]);
	});
	it('takes an IPv6 address where a name has no other', async () => {
		const server = await serve({ forward: { 'esx01.mi': '2001:db8::11' } });
		const [forward] = await ask(server.address, [{ name: 'esx01.mi', addresses: ['10.1.0.11'] }]);
		expect(forward).toMatchObject({ outcome: 'answered' });
	});
	it('does not ask forward for what is an address already', async () => {
		const server = await serve({ reverse: { '10.1.0.11': 'esx01.mi' } });
		const results = await ask(server.address, [{ name: '10.1.0.11' }]);
		expect(results.map(({ question, outcome }) => [question, outcome])).toEqual([['reverse', 'answered']]);
	});
	it('tells a name that does not exist from a server that refuses and from one that is silent', async () => {
		const outcome = async (zone: Zone) => (await ask((await serve(zone)).address, [{ name: 'a.mi' }]))[0]?.outcome;
		expect(await outcome({})).toBe('no-such-name');
		expect(await outcome({ refuses: true })).toBe('refused');
		expect(await outcome({ silent: true })).toBe('time-out');
	});
	it('stops asking a server that answered nothing', async () => {
		const server = await serve({ silent: true });
		const names = Array.from({ length: 40 }, (_, at) => ({ name: `esx${at}.mi` }));
		const limits = { ...tools().limits, concurrency: 4 };
		const results = await ask(server.address, names, { limits });
		expect(results).toHaveLength(40);
		expect(results.filter(({ outcome }) => outcome === 'not-asked').length).toBeGreaterThan(30);
		expect(results.at(-1)?.detail).toMatch(/answered none of \d questions/);
	});
	it('takes an address that is none as an error of each question, and asks the others', async () => {
		const results = await ask('not-an-address', [{ name: 'a.mi' }]);
		expect(results).toMatchObject([{ outcome: 'error' }]);
		expect(results[0]?.detail).toContain('not-an-address is no address of a name server');
	});
	it('leaves what the time limit did not allow as not asked', async () => {
		const server = await serve({ forward: { 'a.mi': '10.1.0.11' } });
		const results = await ask(server.address, [{ name: 'a.mi' }], { deadline: AbortSignal.abort() });
		expect(results).toMatchObject([{ outcome: 'not-asked', detail: 'the time for all probes had passed' }]);
		expect(server.asked).toEqual([]);
	});
	it.each(['', 'a..b', `${'x'.repeat(70)}.mi`, 'esx01;rm -rf', 'münchen.example'])(
		'survives the name %j',
		async (name) => {
			const server = await serve({});
			const results = await ask(server.address, [{ name }]);
			expect(results).toHaveLength(1);
			expect(['error', 'no-such-name']).toContain(results[0]?.outcome);
		},
	);
});
