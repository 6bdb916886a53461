import type { Fact } from '../../model/fact.js';
import { SUBJECTS, type SubjectType } from '../../model/vocabulary.js';
import { Environments } from './environment.js';
import { FUNCTIONS } from './functions/catalogue.js';
import { SIZE } from './functions/sizes.js';
import type { JsonSchema } from './schema-types.js';

/** What a rule author may write: generated from the typed environment, so that it cannot be out of date. */
export interface EnvironmentReference {
	readonly subjects: readonly {
		readonly subject: SubjectType;
		readonly variables: readonly { readonly name: string; readonly type: string; readonly description: string }[];
		readonly facts: readonly { readonly name: string; readonly type: string }[];
	}[];
	readonly types: readonly {
		readonly name: string;
		readonly fields: readonly { readonly name: string; readonly type: string; readonly description?: string }[];
	}[];
	readonly functions: readonly { readonly signature: string; readonly description: string }[];
}

/** Functions that are compiled by themselves, for the reference. */
const SPECIAL = [
	{
		signature: 'rx(text: string, pattern: text in quotes): bool',
		description: 'whether the regular expression (RE2, linear time) matches anywhere in the text',
	},
	{
		signature: 'known(datum): bool',
		description: 'whether the datum is there; in severity and message only',
	},
	{
		signature: 'list.all(x, condition): bool',
		description: 'whether all items meet it; certain where one fails',
	},
	{
		signature: 'list.exists(x, condition): bool',
		description: 'whether an item meets it; certain where one does',
	},
	{ signature: 'list.exists_one(x, condition): bool', description: 'whether exactly one item meets it' },
	{ signature: 'list.filter(x, condition): list', description: 'the items that meet it' },
	{ signature: 'list.map(x, value): list', description: 'a value of each item' },
];

export function describeEnvironment(facts: ReadonlyMap<string, Fact>): EnvironmentReference {
	const environments = new Environments(facts);
	return {
		subjects: SUBJECTS.map((subject) => {
			const env = environments.for([subject]);
			return {
				subject,
				variables: [...env.variables.values()].map(({ name, type, description }) => ({ name, type, description })),
				facts: [...env.facts.values()].map(({ name, type }) => ({ name, type })),
			};
		}),
		types: [...environments.types.objects.values()]
			.map(({ name, fields, schema }) => ({ name, fields: Object.entries(fields).map(fieldOf(schema)) }))
			.sort((a, b) => (a.name < b.name ? -1 : 1)),
		functions: [...FUNCTIONS.map(signatureOf), ...SPECIAL].map(({ signature, description }) => ({
			signature: plain(signature),
			description,
		})),
	};
}

function fieldOf(schema: JsonSchema) {
	return ([name, type]: [string, string]) => {
		const description = schema.properties?.[name]?.description;
		return { name, type: plain(type), ...(description === undefined ? {} : { description }) };
	};
}

function signatureOf(fn: (typeof FUNCTIONS)[number]): { signature: string; description: string } {
	const params = fn.params.map(({ name, type }) => `${name}: ${type}`).join(', ');
	const receiver = fn.receiver === undefined ? '' : `${fn.receiver}.`;
	return { signature: `${receiver}${fn.name}(${params}): ${fn.returns}`, description: fn.description };
}

/** Names as authors use them. */
function plain(text: string): string {
	return text.replace(/\bdouble\b/g, 'number').replace(SIZE, 'size');
}
