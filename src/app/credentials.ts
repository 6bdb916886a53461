import { execFile } from 'node:child_process';
import type { PlanInput } from '../model/plan-document.js';
import type { Side } from '../model/site-pair.js';
import { UserError } from '../shared/errors.js';
import type { AppContext } from './context.js';

/** Long enough for a vault with a second factor, short enough for a pipeline (clarifications 7.6). */
const COMMAND_TIMEOUT_MS = 30_000;

/**
 * The password for one vCenter, from the first of: `passwordEnv`, `passwordCommand`, the side's environment variable, standard
 * input or a prompt. It is asked for only when a login needs it.
 * @throws UserError when a named variable is unset or a command fails; its output is never shown.
 */
export async function passwordFor(
	input: PlanInput,
	side: Side | undefined,
	context: AppContext,
): Promise<string | undefined> {
	const keys = typeof input === 'string' ? {} : input;
	if (keys.passwordEnv !== undefined) return fromVariable(keys.passwordEnv, context);
	if (keys.passwordCommand !== undefined) return fromCommand(keys.passwordCommand, context);
	return context.env[variable(side, 'PASSWORD')] || context.askPassword(side, describe(input));
}

/**
 * A session or SAML token that the side's environment variables give; a session first. An input of the plan that names its own
 * password uses that.
 */
export function givenCredential(
	input: PlanInput,
	side: Side | undefined,
	{ env }: AppContext,
): { kind: 'session'; cookie: string } | { kind: 'token'; token: string } | undefined {
	const keys = typeof input === 'string' ? {} : input;
	if (keys.passwordEnv !== undefined || keys.passwordCommand !== undefined) return undefined;
	const cookie = env[variable(side, 'SESSION')];
	if (cookie) return { kind: 'session', cookie };
	const token = env[variable(side, 'SAML_TOKEN')];
	return token ? { kind: 'token', token } : undefined;
}

/** `XVCHECK_PASSWORD` of a one-sided command, `XVCHECK_SOURCE_PASSWORD` of a side. */
function variable(side: Side | undefined, what: string): string {
	return side === undefined ? `XVCHECK_${what}` : `XVCHECK_${side.toUpperCase()}_${what}`;
}

function fromVariable(name: string, context: AppContext): string {
	const value = context.env[name];
	if (value) return value;
	throw new UserError('password-env', `The environment variable ${name}, which passwordEnv names, is not set.`, {
		suggestions: [`Set ${name}, or remove passwordEnv to be asked.`],
	});
}

/** No shell: the list is a program and its arguments. */
async function fromCommand(command: readonly string[], context: AppContext): Promise<string> {
	const [program = '', ...args] = command;
	const output = await new Promise<string>((resolve, reject) => {
		execFile(
			program,
			args,
			{ timeout: COMMAND_TIMEOUT_MS, windowsHide: true, signal: context.signal },
			(error, stdout) => (error ? reject(failure(program, error)) : resolve(stdout)),
		);
	});
	const password = output.replace(/\r?\n$/, '');
	if (password !== '') return password;
	throw new UserError('password-command', `The passwordCommand ${program} printed nothing.`);
}

function failure(program: string, error: { code?: unknown; killed?: boolean }): UserError {
	const why =
		error.code === 'ENOENT'
			? 'there is no such program'
			: error.killed === true
				? `it took longer than ${COMMAND_TIMEOUT_MS / 1000} s`
				: `it ended with ${String(error.code)}`;
	return new UserError('password-command', `The passwordCommand ${program} gave no password: ${why}.`, {
		suggestions: ['Run it by hand: it must print the password alone and exit 0.'],
	});
}

/** `user@server` for a prompt, without anything secret. */
function describe(input: PlanInput): string {
	const source = typeof input === 'string' ? input : (input.vcenter ?? '');
	const user = typeof input === 'string' ? undefined : input.username;
	const place = source
		.replace(/^vcenter:/, '')
		.replace(/^https?:\/\//, '')
		.replace(/\/.*$/, '');
	return user === undefined ? place : `${user} at ${place}`;
}
