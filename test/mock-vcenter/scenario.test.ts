import { describe, expect, it } from 'vitest';
import { Estate } from '../../src/mock-vcenter/estate/estate.js';
import { addressAt, countOf, nameAt } from '../../src/mock-vcenter/scenario/pattern.js';
import { parseScenario, readScenario } from '../../src/mock-vcenter/scenario/read.js';
import { bytesOf } from '../../src/mock-vcenter/scenario/units.js';
import { smallScenario } from '../support/vim-client.js';

const refused = (text: string): string => {
	try {
		parseScenario(text, 'mine.yaml');
	} catch (error) {
		return (error as Error).message;
	}
	throw new Error('it should have been refused');
};
const MINIMAL = `version: 1
vcenters:
  - name: vc.example.com
    side: source
    version: 8.0.3
    build: 1
    datacenters: [{ name: DC }]
`;

const faulty = (fault: string) => MINIMAL.replace('    datacenters', `    faults: [${fault}]\n    datacenters`);

describe('a scenario file', () => {
	it.each(['fixtures/scenarios/demo.yaml', 'fixtures/scenarios/blocked.yaml'])('%s is valid', (path) => {
		expect(readScenario(path).vcenters.map(({ side }) => side)).toEqual(['source', 'destination']);
	});

	it('may be as short as one empty datacenter', () => {
		expect(parseScenario(MINIMAL, 'mine.yaml').vcenters[0]?.name).toBe('vc.example.com');
	});

	it.each([
		['an unknown key', MINIMAL.replace('side:', 'colour: red\n    side:'), /mine.yaml:3:5: .*'colour'/],
		['a wrong type', MINIMAL.replace('build: 1', 'build: one'), /mine.yaml:6:12: .*build must be integer/],
		['a wrong choice', MINIMAL.replace('source', 'left'), /mine.yaml:4:11: .*source, destination/],
		['a repeated key', MINIMAL.replace('build: 1', 'build: 1\n    build: 2'), /mine.yaml:7:5: .*unique/],
		['a version as text', MINIMAL.replace('version: 1', "version: '1'"), /mine.yaml:1:10: version/],
		['broken YAML', 'vcenters: [', /mine.yaml:1:/],
		['an unknown key of a fault', faulty('{ delay: 1s, wait: 2s }'), /mine.yaml:7:14: vcenters.0.faults.0 .*'wait'/],
		['an unknown answer', faulty('{ answer: fire }'), /mine.yaml:7:24: .*answer must be .*reset, .*shutdown/],
		['a delay without a unit', faulty('{ delay: 5 }'), /mine.yaml:7:23: .*delay must be string/],
		['a time of no unit', faulty('{ delay: 5x }'), /mine.yaml:7:23: .*delay must match pattern/],
		['a status that is no failure', faulty('{ status: 200 }'), /mine.yaml:7:24: .*status must be >= 400/],
		['a call number of nothing', faulty('{ on: { from: 0 } }'), /mine.yaml:7:28: .*from must be >= 1/],
		[
			'two answers to one request',
			faulty('{ status: 503, answer: html }'),
			/mine.yaml:7:14: vcenters.0.faults.0 has answer and status, of which a request can get only one/,
		],
		['nothing', '', /the scenario must be object/],
	])('with %s is refused with its place', (_, text, message) => {
		expect(refused(text)).toMatch(message);
	});

	it('that cannot be read is said so', () => {
		expect(() => readScenario('no/such.yaml')).toThrow(
			/Could not read the scenario no\/such.yaml: there is no such file/,
		);
	});

	it.each([
		['network', (text: string) => text.replace('VM Network"}]', 'Nowhere"}]'), /the network VM Network/],
		['datastore', (text: string) => text.replace('"datastore":"ds"', '"datastore":"gone"'), /the datastore gone/],
	])('that names a %s it does not have is refused', (_, change, message) => {
		const scenario = JSON.parse(change(JSON.stringify(smallScenario())));
		expect(() => new Estate(scenario.vcenters[0])).toThrow(message);
	});
});

describe('names, addresses and sizes', () => {
	it('count through a range with its width', () => {
		expect(countOf('app-{008..012}')).toBe(5);
		expect(nameAt('app-{008..012}.example.com', 4)).toBe('app-012.example.com');
		expect([countOf('db'), nameAt('db', 0)]).toEqual([1, 'db']);
	});

	it('carry addresses into the next network', () => {
		expect(addressAt('10.1.0.{11..}', 0)).toBe('10.1.0.11');
		expect(addressAt('10.1.0.{11..}', 2499)).toBe('10.1.9.206');
		expect(addressAt('10.1.0.7', 3)).toBe('10.1.0.7');
	});

	it('tell decimal from binary units', () => {
		expect([bytesOf('1TB'), bytesOf('1.5TiB'), bytesOf('40GiB')]).toEqual([1e12, 1.5 * 1024 ** 4, 40 * 1024 ** 3]);
	});
});

describe('an estate of 40,000 VMs', () => {
	it('is there in a moment, and finds each of them', () => {
		const scenario = smallScenario(40_000);
		const start = performance.now();
		const estate = new Estate(scenario.vcenters[0]!);
		expect(performance.now() - start).toBeLessThan(3000);
		const vms = [...estate.descendants(estate.root)].filter(({ type }) => type === 'VirtualMachine');
		expect(vms).toHaveLength(40_000);
		expect(estate.find(vms[39_999]!.id)?.name).toBe('vm-40000');
	});

	it('gives every object the same identity each time', () => {
		const ids = () =>
			[...new Estate(smallScenario().vcenters[0]!).descendants(new Estate(smallScenario().vcenters[0]!).root)].map(
				({ id }) => id,
			);
		expect(ids()).toEqual(ids());
		expect(new Set(ids()).size).toBe(ids().length);
	});
});
