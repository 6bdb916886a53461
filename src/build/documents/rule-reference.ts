import type { EnvironmentReference } from '../../engine/cel/describe.js';

/** What an author of rules may write (`docs/writing-rules.md`), from the typed environment of expressions. */
export function ruleReference(reference: EnvironmentReference): string {
	return `${[...INTRODUCTION, ...subjects(reference), ...functions(reference), ...types(reference)].join('\n')}\n`;
}

const INTRODUCTION = [
	'# Writing rules',
	'',
	'Written by `npm run generate` from the environment that rules are checked against. The keys of a rule file stand in',
	'[its schema](schemas/rule.schema.json), those of its cases in [theirs](schemas/cases.schema.json).',
	'',
	'`when`, `expect`, the conditions of `severity` and the `{{…}}` of `message` are expressions in CEL. They are type-checked',
	'when rules load; an error names file, line and column.',
	'',
	'- A datum that is missing makes an expression *unknown*, never false: operators and functions pass it on. `&&`, `||`,',
	'  `all`, `exists` and `? :` are certain wherever the known operands decide.',
	'- `has()`, `null` and optional access do not exist. `known(x)` asks for presence, in `severity` and `message` only.',
	'- A division by zero, a position outside a list, a key missing from a literal map and an overflow are defects of the rule:',
	'  the outcome is `error`, and the exit code 2.',
	'- All numbers are of one kind: `4`, `4.0` and a size in bytes compare.',
	'- Subjects are read by their fields (`vm.name`); hosts that are equal in what a rule reads are asked once.',
	'- `subject: vm-host` asks about a VM on each host where it may land. The engine alone decides what that means for the VM.',
];

function subjects({ subjects: list }: EnvironmentReference): string[] {
	const [first] = list;
	const always = (first?.variables ?? []).filter(({ name }) =>
		list.every((one) => one.variables.some((variable) => variable.name === name)),
	);
	const common = new Set(always.map(({ name }) => name));
	const lines = ['', '## Variables', '', '| subject | variable | type | what it is |', '|---|---|---|---|'];
	for (const { name, type, description } of always)
		lines.push(`| all | \`${name}\` | ${code(type)} | ${description} |`);
	for (const { subject, variables, facts } of list) {
		for (const { name, type, description } of variables)
			if (!common.has(name)) lines.push(`| ${subject} | \`${name}\` | ${code(type)} | ${description} |`);
		for (const { name, type } of facts) lines.push(`| ${subject} | \`${name}\` | ${code(type)} | derived fact |`);
	}
	return lines;
}

function functions({ functions: list }: EnvironmentReference): string[] {
	const lines = ['', '## Functions', '', '| function | what it gives |', '|---|---|'];
	for (const { signature, description } of list) lines.push(`| ${code(signature)} | ${description} |`);
	lines.push(
		'',
		'Also `== != < <= > >= + - * / % && || !`, `in`, `? :`, lists `[a, b]`, maps `{"key": value}`, `list[0]`.',
	);
	return lines;
}

function types({ types: list }: EnvironmentReference): string[] {
	const lines = ['', '## Types'];
	for (const { name, fields } of list) {
		lines.push('', `### ${name}`, '', '| field | type | |', '|---|---|---|');
		for (const field of fields) lines.push(`| \`${field.name}\` | ${code(field.type)} | ${field.description ?? ''} |`);
	}
	return lines;
}

function code(text: string): string {
	return `\`${text.replaceAll('|', '\\|')}\``;
}
