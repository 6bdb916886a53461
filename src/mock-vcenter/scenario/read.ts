import { readFileSync } from 'node:fs';
import { Ajv, type ErrorObject } from 'ajv';
import { LineCounter, parseDocument } from 'yaml';
import { UserError } from '../../shared/errors.js';
import { fileReason } from '../../shared/file-reason.js';
import { Scenario } from './schema.js';

const MAX_BYTES = 1024 * 1024;

/**
 * Reads a scenario file. Unknown keys and wrong types are errors, with their place.
 * @throws UserError `scenario-unreadable` or `scenario-invalid`.
 */
export function readScenario(path: string): Scenario {
	let text: string;
	try {
		text = readFileSync(path, 'utf8');
	} catch (cause) {
		throw new UserError('scenario-unreadable', `Could not read the scenario ${path}: ${fileReason(cause)}.`, {
			suggestions: ['Check the path.'],
			cause,
		});
	}
	if (text.length > MAX_BYTES) throw new UserError('scenario-invalid', `The scenario ${path} is larger than 1 MB.`);
	return parseScenario(text, path);
}

/** @throws UserError `scenario-invalid` naming file, line, column and what was expected. */
export function parseScenario(text: string, path: string): Scenario {
	const lines = new LineCounter();
	const document = parseDocument(text, { lineCounter: lines, uniqueKeys: true, version: '1.2' });
	const broken = document.errors[0];
	if (broken !== undefined) {
		const { line, col } = lines.linePos(broken.pos[0]);
		throw new UserError('scenario-invalid', `${path}:${line}:${col}: ${broken.message.split('\n')[0]}`);
	}
	const value: unknown = document.toJS({ maxAliasCount: 100 });
	const validate = new Ajv({ allErrors: true, strict: true }).compile(Scenario);
	const problems = validate(value) ? contradictionsIn(value as Scenario) : (validate.errors ?? []).map(problemOf);
	if (problems.length === 0) return value as Scenario;
	const placed = problems.slice(0, 10).map(({ steps, text: what }) => {
		const node = document.getIn(steps.map(step), true) as { range?: [number, number, number] } | undefined;
		const { line, col } = lines.linePos(node?.range?.[0] ?? 0);
		return `${path}:${line}:${col}: ${steps.join('.') || 'the scenario'} ${what}`;
	});
	throw new UserError('scenario-invalid', placed.join('\n'), {
		suggestions: ['fixtures/README.md describes scenarios; fixtures/scenarios/demo.yaml is one.'],
	});
}

/** What is wrong, and the keys on the way to it. */
interface Problem {
	readonly steps: readonly string[];
	readonly text: string;
}

function problemOf(error: ErrorObject): Problem {
	const extra = error.keyword === 'additionalProperties' ? ` '${String(error.params.additionalProperty)}'` : '';
	const choices = error.keyword === 'enum' ? ` (${(error.params.allowedValues as unknown[]).join(', ')})` : '';
	const steps = error.instancePath.split('/').slice(1);
	return { steps, text: `${error.message ?? 'is wrong'}${extra}${choices}` };
}

/** One request has one answer. */
function contradictionsIn({ vcenters }: Scenario): Problem[] {
	return vcenters.flatMap(({ faults = [] }, vcenter) =>
		faults.flatMap((fault, index) => {
			const given = (['answer', 'status', 'fault'] as const).filter((key) => fault[key] !== undefined);
			if (given.length < 2) return [];
			return {
				steps: ['vcenters', String(vcenter), 'faults', String(index)],
				text: `has ${given.join(' and ')}, of which a request can get only one`,
			};
		}),
	);
}

function step(text: string): string | number {
	return /^\d+$/.test(text) ? Number(text) : text.replaceAll('~1', '/').replaceAll('~0', '~');
}
