import type { PlanInput } from '../model/plan-document.js';
import { UserError } from '../shared/errors.js';
import type { DocumentPath } from './positioned.js';

const KINDS = ['vcenter', 'rvtools', 'inventory', 'govc', 'mock'] as const;
/** `scheme://user:password@`: the part after the colon must not be there, and is never repeated. */
const URL_PASSWORD = /\/\/[^/@\s]*:[^/\s]*@/;

/**
 * The inputs of one side as a list: each names one kind, none holds a password.
 * @throws UserError for a side that is missing, an input of no or of several kinds, and a URL with a password.
 */
export function sideInputs(
	side: 'source' | 'destination',
	given: PlanInput | PlanInput[] | undefined,
	where: (path: DocumentPath) => string,
): readonly PlanInput[] {
	if (given === undefined)
		throw new UserError('plan-without-side', `The plan names no ${side}.`, {
			suggestions: [`Add the key "${side}" to the plan, or pass --${side} SOURCE.`],
		});
	const list = Array.isArray(given) ? given : [given];
	for (const [index, input] of list.entries()) {
		const path = Array.isArray(given) ? [side, index] : [side];
		checkInput(input, (detail) => `${where(path)}: ${side}: ${detail}`);
	}
	return list;
}

function checkInput(input: PlanInput, at: (detail: string) => string): void {
	const kinds = typeof input === 'string' ? [] : KINDS.filter((kind) => input[kind] !== undefined);
	if (typeof input !== 'string' && kinds.length !== 1)
		throw new UserError(
			'plan-input-kind',
			at(`an input names exactly one of ${KINDS.join(', ')}, and this one names ${kinds.join(' and ') || 'none'}.`),
		);
	refuseUrlPassword(typeof input === 'string' ? input : (input.vcenter ?? ''), at);
	if (typeof input === 'string' && input.trim() === '')
		throw new UserError('plan-input-kind', at('the source is empty.'));
}

/**
 * A password in a URL stands in files, in shell histories and in process lists (clarifications 7.10).
 * @throws UserError that does not repeat it; `at` puts the place before the sentence.
 */
export function refuseUrlPassword(source: string, at: (detail: string) => string): void {
	if (!URL_PASSWORD.test(source)) return;
	throw new UserError('password-in-url', at('a URL with a password in it is refused.'), {
		suggestions: [
			'Leave the password out of the URL and use passwordEnv, passwordCommand, an environment variable, or the prompt.',
			'Change that password: command lines and files are read by others.',
		],
	});
}
