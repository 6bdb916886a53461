import { Type } from 'typebox';
import { describe, expect, it } from 'vitest';
import { describeEnvironment } from '../../../src/engine/cel/describe.js';
import { type Fact, fact } from '../../../src/model/fact.js';

const demand = fact({
	subjects: ['datastore'],
	schema: Type.Object({ bytes: Type.Optional(Type.Number({ description: 'what lands there' })) }),
	derive: () => ({ value: {} }),
});
const reference = describeEnvironment(new Map([['datastore-demand', demand as unknown as Fact]]));

describe('the reference for rule authors', () => {
	it('lists the variables of each subject, facts by their camelCase names', () => {
		const of = (subject: string) => reference.subjects.find((one) => one.subject === subject);
		expect(of('vm-host')?.variables.map((one) => `${one.name}: ${one.type}`)).toEqual([
			'plan: Plan',
			'policy: Policy',
			'source: Site',
			'destination: Site',
			'vm: VmSubject',
			'host: HostSubject',
		]);
		expect(of('datastore')?.facts).toEqual([{ name: 'datastoreDemand', type: 'DatastoreDemandFact' }]);
		expect(of('vm')?.facts).toEqual([]);
	});
	it('lists the fields of every type with what their schemas say of them', () => {
		const type = reference.types.find((one) => one.name === 'DatastoreDemandFact');
		expect(type?.fields).toEqual([{ name: 'bytes', type: 'number', description: 'what lands there' }]);
		const vm = reference.types.find((one) => one.name === 'VmSubject');
		expect(vm?.fields.map((field) => field.name)).toContain('mode');
		expect(vm?.fields.map((field) => field.name)).not.toContain('gaps');
		expect(vm?.fields.find((field) => field.name === 'disks')?.type).toBe('list<VmDisk>');
	});
	it('lists every function with its signature, under the name that authors write', () => {
		const signatures = reference.functions.map((one) => one.signature);
		expect(signatures).toContain('versionAtLeast(version: string, floor: string): bool');
		expect(signatures).toContain('Site.networksNamed(name: string): list<Network>');
		expect(signatures).toContain('list<T>.size(): number');
		expect(reference.functions.every((one) => one.description !== '')).toBe(true);
	});
});
