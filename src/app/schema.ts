import type { TSchema } from 'typebox';
import { UserError } from '../shared/errors.js';

/** Documents whose schema xvcheck prints; each is loaded when asked for. */
const SCHEMAS: Readonly<Record<string, () => Promise<TSchema>>> = {
	plan: async () => (await import('../model/plan-document.js')).PlanDocument,
	waivers: async () => (await import('../documents/waivers.js')).WaiversDocument,
	report: async () => (await import('../model/report.js')).Report,
	diff: async () => (await import('../model/diff.js')).Diff,
	explanation: async () => (await import('../model/explanation.js')).Explanation,
	timeline: async () => (await import('../model/timeline.js')).Timeline,
	inventory: async () => (await import('../model/inventory/inventory.js')).Inventory,
	probes: async () => (await import('../model/probes.js')).ProbeResults,
	rule: async () => (await import('../model/rule.js')).RuleDocument,
	cases: async () => (await import('../model/rule.js')).RuleCases,
};
/** Schemas of layers that `app` does not know, handed in. */
export type MoreSchemas = typeof SCHEMAS;

/**
 * A JSON Schema (2020-12) as text.
 * @throws UserError for a name that is none.
 */
export async function schemaText(name: string, more: MoreSchemas = {}): Promise<string> {
	const schemas = { ...SCHEMAS, ...more };
	const load = schemas[name];
	if (load === undefined)
		throw new UserError('unknown-schema', `There is no schema "${name}".`, {
			suggestions: [`Schemas: ${Object.keys(schemas).join(', ')}.`],
		});
	const { $id: _, ...schema } = (await load()) as TSchema & { $id?: string };
	const named = { $schema: 'https://json-schema.org/draft/2020-12/schema', title: `xvcheck ${name}`, ...schema };
	return `${JSON.stringify(named, null, 2)}\n`;
}
