import type { ToolFinding } from '../engine/contract.js';
import { makeScope } from '../facts/scope/scope.js';
import { makeSite } from '../facts/site/site.js';
import type { Plan } from '../model/plan.js';
import type { Report } from '../model/report.js';
import type { Scope } from '../model/scope.js';
import type { Side } from '../model/site-pair.js';
import { UserError } from '../shared/errors.js';
import { activeDeclarations, applyDeclared } from './declarations.js';
import type { SideRead } from './sides.js';

/** What a plan is about, with declared data filled in. */
export interface Prepared {
	readonly scope: Scope;
	/** Declarations that contradict what was seen. */
	readonly contradictions: readonly ToolFinding[];
	/** All declarations, for the reader of the report. */
	readonly declared: NonNullable<Report['declared']>;
}

/**
 * Resolves a plan on two sides that were read: declarations that still count, the VMs that it selects, where they may land.
 * @throws UserError `nothing-to-check` when it selects nothing.
 */
export function prepareScope(plan: Plan, sides: Readonly<Record<Side, SideRead>>, evaluatedAt: string): Prepared {
	checkTags(plan, sides.source);
	const active = activeDeclarations(plan, evaluatedAt);
	const { sites, findings } = applyDeclared(
		{ source: sides.source.inventory, destination: sides.destination.inventory },
		active.plan.declared,
	);
	const scope = makeScope({
		plan: active.plan,
		source: makeSite('source', sites.source),
		destination: makeSite('destination', sites.destination),
		evaluatedAt,
	});
	checkSelected(scope);
	return { scope, contradictions: findings, declared: active.listed };
}

/** VMs whose tags nobody tells would be left out without a word. */
function checkTags({ select }: Plan, { inventory }: SideRead): void {
	if (select.tags === undefined) return;
	const untold = inventory.vms.filter(({ tags }) => tags === undefined);
	if (untold.length === 0) return;
	const names = untold.slice(0, 3).map(({ name }) => name);
	const examples = `${names.join(', ')}${untold.length > names.length ? ', …' : ''}`;
	const whose = untold.length === inventory.vms.length ? 'its VMs' : `${untold.length} of its VMs (${examples})`;
	throw new UserError(
		'tags-not-told',
		`Could not select by tags: ${inventory.source.location} tells no tags of ${whose}.`,
		{
			suggestions: [
				'Select by names, folders, clusters or a list file, which PowerCLI writes: Get-VM -Tag TAG | Select-Object Name | Export-Csv FILE',
			],
		},
	);
}

/** A selection of nothing is no "ready" (clarifications 7.2); one that has moved already, or names what is not there, is told. */
function checkSelected({ source, moves, moved, unmatched }: Scope): void {
	if (moves.length + moved.length > 0) return;
	const place = source.inventory.source.location;
	const count = source.inventory.vms.length;
	if (count === 0)
		throw new UserError('nothing-to-check', `There is nothing to check: ${place} holds no VM.`, {
			suggestions: source.inventory.partial?.map((why) => `Only a part of it was read: ${why}`) ?? [
				'Name the source that runs the VMs; a new destination may be empty, a source may not.',
			],
		});
	if (unmatched.length > 0) return;
	throw new UserError(
		'nothing-to-check',
		`There is nothing to check: the selection matches none of the ${count} VMs of ${place}.`,
		{ suggestions: ['Check the patterns under "select" of the plan.'] },
	);
}
