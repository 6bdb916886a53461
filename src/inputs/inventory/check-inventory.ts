import type { ErrorObject, ValidateFunction } from 'ajv';
import { COLLECTIONS, Inventory } from '../../model/inventory/inventory.js';
import { UserError } from '../../shared/errors.js';

const MAX_SHOWN = 5;
let compiled: ValidateFunction | undefined;

/**
 * Checks that a parsed document is an inventory of this version.
 * @throws UserError naming up to five places that are wrong.
 */
export async function checkInventory(value: unknown, file: string): Promise<Inventory> {
	const head = value as { kind?: unknown; schemaVersion?: unknown } | null;
	if (typeof head !== 'object' || head === null || head.kind !== 'xvcheck.inventory')
		throw refuse(file, ['this is JSON, but no inventory of xvcheck (its "kind" is not "xvcheck.inventory")']);
	if (head.schemaVersion !== 1)
		throw refuse(file, [
			`its schemaVersion is ${JSON.stringify(head.schemaVersion)}, and this xvcheck reads version 1`,
		]);
	const validate = await validator();
	if (!validate(value)) throw refuse(file, (validate.errors ?? []).map(describe));
	const inventory = value as Inventory;
	const problems = [...ownMistakes(inventory)];
	if (problems.length > 0) throw refuse(file, problems);
	return inventory;
}

/** ajv takes some 95 ms to load: only when an inventory is read. */
async function validator(): Promise<ValidateFunction> {
	if (compiled === undefined) {
		const { Ajv2020 } = await import('ajv/dist/2020.js');
		const { $id: _, ...schema } = Inventory as typeof Inventory & { $id?: string };
		compiled = new Ajv2020({ allErrors: false, strict: false }).compile(schema);
	}
	return compiled;
}

/** What a schema cannot say: a real time, and ids that are unique. */
function* ownMistakes(inventory: Inventory): Generator<string> {
	if (Number.isNaN(Date.parse(inventory.collectedAt)))
		yield `collectedAt is "${inventory.collectedAt}", which is no time`;
	for (const collection of COLLECTIONS) {
		if (collection === 'vcenter') continue;
		const seen = new Set<string>();
		for (const [index, { id }] of inventory[collection].entries()) {
			if (seen.has(id)) yield `${collection}[${index}].id "${id}" stands there twice`;
			seen.add(id);
		}
	}
}

function describe({ instancePath, message, params }: ErrorObject): string {
	const place =
		instancePath
			.replace(/\/(\d+)/g, '[$1]')
			.replace(/^\//, '')
			.replaceAll('/', '.') || 'the document';
	const extra = (params as { additionalProperty?: string }).additionalProperty;
	return `${place} ${message ?? 'is wrong'}${extra === undefined ? '' : ` ("${extra}")`}`;
}

function refuse(file: string, problems: readonly string[]): UserError {
	const shown = problems.slice(0, MAX_SHOWN);
	if (problems.length > MAX_SHOWN) shown.push(`and ${problems.length - MAX_SHOWN} more mistakes`);
	return new UserError('inventory-invalid', `Could not use the inventory ${file}: ${shown.join('; ')}.`, {
		suggestions: ['Collect it again with this version of xvcheck: xvcheck collect SOURCE --output FILE'],
	});
}
