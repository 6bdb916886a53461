import { givenInventory } from '../../../src/engine/cases/given-inventory.js';
import type { EvaluationInput, LoadedRule, RulePack } from '../../../src/engine/contract.js';
import type { Host } from '../../../src/model/inventory/host.js';
import type { Inventory } from '../../../src/model/inventory/inventory.js';
import type { Vm } from '../../../src/model/inventory/vm.js';
import type { Plan } from '../../../src/model/plan.js';
import type { RuleDocument } from '../../../src/model/rule.js';
import type { Scope } from '../../../src/model/scope.js';
import { scope as scopeOf } from '../../facts/support.js';

/** An inventory of the few data that matter; ids and names follow from the position where they are left out. */
export function inventory(given: Partial<Record<keyof Inventory, unknown>>): Inventory {
	return givenInventory(given);
}

/** A scope over two inventories as the product makes it. */
export function scope(
	source: Partial<Record<keyof Inventory, unknown>>,
	destination: Partial<Record<keyof Inventory, unknown>>,
	more: Partial<Plan> = {},
): Scope {
	return scopeOf(inventory(source), inventory(destination), more);
}

/** A rule of the few keys that matter. */
export function rule(id: string, more: Partial<RuleDocument> & Pick<RuleDocument, 'subject' | 'expect'>): LoadedRule {
	const document: RuleDocument = {
		id,
		title: `Title of ${id}`,
		area: 'placement',
		severity: 'blocker',
		message: `message of ${id}`,
		why: 'because',
		remediation: { text: 'mend it' },
		source: 'local',
		...more,
	};
	return { document, file: `rules/${document.area}/${id}.yaml`, positions: {} };
}

function pack(...rules: LoadedRule[]): RulePack {
	return { rules, tables: {}, hash: 'h', toolFindings: {} };
}

export function input(of: Scope, rules: readonly LoadedRule[], more: Partial<EvaluationInput> = {}): EvaluationInput {
	return {
		scope: of,
		pack: pack(...rules),
		facts: new Map(),
		profile: 'faq',
		waivers: [],
		toolFindings: [],
		allFindings: false,
		canTell: () => true,
		...more,
	};
}

/** A running VM on the source host `host-1`. */
export function vm(name: string, more: Partial<Vm> = {}): Vm {
	return {
		id: `vm-${name}`,
		name,
		host: 'host-1',
		powerState: 'poweredOn',
		template: false,
		disks: [],
		nics: [],
		...more,
	};
}

/** A usable host of the cluster `domain-c1`. */
export function host(id: string, more: Partial<Host> = {}): Host {
	return { id, name: `esx-${id}`, cluster: 'domain-c1', connectionState: 'connected', maintenanceMode: false, ...more };
}

export const cluster = { id: 'domain-c1', name: 'Prod' };
