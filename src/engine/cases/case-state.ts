import type { FactResult } from '../../model/fact.js';
import type { Inventory } from '../../model/inventory/inventory.js';
import type { Site } from '../../model/site.js';
import type { Side } from '../../model/site-pair.js';
import type { Profile, SubjectType } from '../../model/vocabulary.js';
import type { SubjectEnvironment } from '../cel/environment.js';
import type { State } from '../cel/state.js';
import type { MakeSite } from '../contract.js';
import { SLOT } from '../subjects/variables.js';
import { givenInventory } from './given-inventory.js';

type Given = Readonly<Record<string, unknown>>;

/** The plan and the policy of a case that names none: the defaults of a plan that says nothing. */
const PLAN = {
	move: 'hot',
	storage: 'move',
	driver: { side: 'source', by: 'api' },
	link: {},
	placement: { networkMatch: 'name', diskFormat: 'same' },
};
const POLICY = { profile: 'faq', datastoreHeadroom: 0.15, maxAge: 604_800 };

/** What the expressions of a rule work on in one case. Facts are given, never derived: a case is about the rule alone. */
export function caseState(
	env: SubjectEnvironment,
	given: Given,
	options: { readonly subject: SubjectType; readonly profile: Profile; readonly makeSite: MakeSite },
): State {
	const slots: unknown[] = [];
	for (const variable of env.variables.values()) {
		const value = given[variable.name] as Given | undefined;
		slots[variable.slot] = value ?? (variable.owner || variable.type === 'Placement' ? {} : undefined);
		for (const [field, slot] of Object.entries(variable.extras)) slots[slot] = value?.[field];
	}
	// A rule about both sides sees no `vm`, and yet the VM's mode decides what moves from or to the host.
	slots[SLOT['vm.mode']] ??= (given['vm'] as Given | undefined)?.['mode'];
	slots[SLOT.plan] = merged(PLAN, given['plan'] as Given | undefined);
	slots[SLOT.policy] = { ...POLICY, ...(given['policy'] as Given | undefined), profile: options.profile };
	for (const side of ['source', 'destination'] as const) slots[SLOT[side]] = site(side, given, options.makeSite);
	const side = fillHost(slots, options.subject);
	const facts = new Map([...env.facts.values()].map((fact) => [fact.index, { value: given[fact.name] ?? {} }]));
	return {
		slots,
		loops: [],
		side,
		steps: 0,
		recorder: undefined,
		fact: (index) => facts.get(index) as FactResult<unknown>,
	};
}

/** Sides and counts follow from the subject where the case does not give them. */
function fillHost(slots: unknown[], subject: SubjectType): Side {
	slots[SLOT['host.side']] ??= subject === 'vm-host' ? 'destination' : 'source';
	slots[SLOT['sourceHost.side']] = 'source';
	slots[SLOT['destinationHost.side']] = 'destination';
	const mode = slots[SLOT['vm.mode']];
	if (subject === 'vm-host' && mode !== undefined) {
		slots[SLOT['host.hotMoves']] ??= mode === 'hot' ? 1 : 0;
		slots[SLOT['host.coldMoves']] ??= mode === 'cold' ? 1 : 0;
	}
	return slots[SLOT['host.side']] as Side;
}

function site(side: Side, given: Given, makeSite: MakeSite): Site {
	const inventory: Inventory = givenInventory((given[side] as Given | undefined) ?? {});
	return makeSite(side, inventory);
}

function merged(base: Given, more: Given = {}): Given {
	const out: Record<string, unknown> = { ...base };
	for (const [key, value] of Object.entries(more)) {
		const under = base[key];
		out[key] = isGroup(under) && isGroup(value) ? { ...under, ...value } : value;
	}
	return out;
}
function isGroup(value: unknown): value is Given {
	return typeof value === 'object' && value !== null && !Array.isArray(value);
}
