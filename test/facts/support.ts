import { makeScope } from '../../src/facts/scope/scope.js';
import { makeSite } from '../../src/facts/site/site.js';
import type { Inventory } from '../../src/model/inventory/inventory.js';
import type { Plan } from '../../src/model/plan.js';
import type { Scope } from '../../src/model/scope.js';

export const GIB = 1024 ** 3;
export const EVALUATED_AT = '2026-11-24T06:00:00Z';

/** An inventory with nothing in it but what a test names. */
export function inventory(parts: Partial<Inventory> = {}): Inventory {
	return {
		schemaVersion: 1,
		kind: 'xvcheck.inventory',
		source: { kind: 'vcenter', location: 'test' },
		collectedAt: EVALUATED_AT,
		tool: { name: 'xvcheck', version: '0.0.0' },
		vcenter: {},
		datacenters: [],
		folders: [],
		clusters: [],
		resourcePools: [],
		hosts: [],
		datastores: [],
		networks: [],
		switches: [],
		vms: [],
		licenses: [],
		keyProviders: [],
		coverage: [],
		...parts,
	};
}

/** A resolved plan with the defaults, but for what a test names. */
export function plan(parts: Partial<Plan> = {}): Plan {
	return {
		move: 'hot',
		storage: 'move',
		driver: { side: 'source', by: 'api' },
		link: {},
		placement: { networkMatch: 'name', diskFormat: 'same' },
		source: [],
		destination: [],
		select: {},
		groups: [],
		networkMap: {},
		datastoreMap: {},
		overrides: [],
		declared: { objects: [], firewall: [], dns: [] },
		policy: { profile: 'faq', datastoreHeadroom: 0.15, maxAge: 604800 },
		failOn: 'blocker',
		allowUnknown: [],
		...parts,
	};
}

/** The scope of two inventories under a plan. */
export function scope(source: Partial<Inventory>, destination: Partial<Inventory>, parts: Partial<Plan> = {}): Scope {
	return makeScope({
		plan: plan(parts),
		source: makeSite('source', inventory(source)),
		destination: makeSite('destination', inventory(destination)),
		evaluatedAt: EVALUATED_AT,
	});
}
