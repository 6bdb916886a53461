import { describe, expect, it } from 'vitest';
import { alike, type Instance, judge } from '../accuracy/corpus.js';
import { lineOf } from '../accuracy/label.js';
import { canShow } from '../accuracy/place.js';
import { Random } from '../accuracy/random.js';
import { readData } from '../accuracy/tables.js';

const SAMPLE = 40;

/** Every defect of the corpus that an inventory can show and that a VM which runs has. */
const defects: readonly Instance[] = readData().flatMap((datum) =>
	datum.values
		.filter((value) => Object.values(value.finds ?? {}).some((found) => !found.startsWith('-')))
		.filter(
			(value) => canShow(datum, value, false) && (value.kinds ?? datum.kinds ?? ['inventory']).includes('inventory'),
		)
		.map((value) => ({ datum, value, copy: 0 })),
);
const ofVm = ({ datum }: Instance) => (datum.of ?? 'vm') === 'vm' && !datum.alone;

/**
 * Data of which one decides whether the other is asked about at all: relocation is always switched off for what is not
 * connected (clarifications 6.13).
 */
const DEPENDENT = [['vms.connectionState', 'vms.disabledMethods']];

const independent = (one: Instance, other: Instance) =>
	one.datum !== other.datum && !DEPENDENT.some((pair) => [one, other].every(({ datum }) => pair.includes(datum.datum)));

async function missed(name: string, instances: readonly Instance[], together?: true): Promise<string[]> {
	const kinds = alike('inventory');
	const { expected, found } = await judge({
		name,
		kinds,
		column: 'inventory',
		instances,
		...(together && { together }),
	});
	const lines = new Set(found.map(lineOf));
	const what = instances.map(({ datum, value }) => `${datum.datum}=${JSON.stringify(value.is)}`).join(' and ');
	return expected
		.map(lineOf)
		.filter((line) => !lines.has(line))
		.map((line) => `${what}: ${line}`);
}

describe('two independent defects at once', () => {
	it('are both found in one VM', async () => {
		const random = new Random('two in one');
		const usable = defects.filter((one) => ofVm(one) && one.datum.power !== 'own');
		const problems: string[] = [];
		for (let sample = 0; sample < SAMPLE; sample++) {
			const one = random.of(usable);
			const other = random.of(usable.filter((candidate) => independent(one, candidate)));
			problems.push(...(await missed(`two in one, ${sample}`, [one, other], true)));
		}
		expect(problems).toEqual([]);
	}, 300_000);

	it('are both found in a VM and elsewhere', async () => {
		const random = new Random('two apart');
		const problems: string[] = [];
		for (let sample = 0; sample < SAMPLE; sample++) {
			const pair = [random.of(defects.filter(ofVm)), random.of(defects.filter((one) => !ofVm(one)))];
			problems.push(...(await missed(`two apart, ${sample}`, pair)));
		}
		expect(problems).toEqual([]);
	}, 300_000);
});
