import { describe, expect, it } from 'vitest';
import type { AppContext } from '../../src/app/context.js';
import { passwordFor } from '../../src/app/credentials.js';
import { silent } from '../../src/shared/progress.js';
import { userError } from '../documents/support.js';

const context = (env: Record<string, string> = {}): AppContext => ({
	now: '2026-11-24T06:00:00Z',
	tool: { name: 'xvcheck', version: '0.0.0' },
	progress: silent,
	env,
	connection: () => ({}),
	askPassword: async (side, who) => `asked ${side} ${who}`,
});
const node = (script: string) => [process.execPath, '-e', script];

describe('the password of a vCenter', () => {
	it('comes from passwordEnv, else passwordCommand, else the variable of the side, else a question', async () => {
		const env = { VC_MI: 'one', XVCHECK_SOURCE_PASSWORD: 'three', XVCHECK_PASSWORD: 'four' };
		expect(await passwordFor({ vcenter: 'vc', passwordEnv: 'VC_MI' }, 'source', context(env))).toBe('one');
		const passwordCommand = node("console.log('two')");
		expect(await passwordFor({ vcenter: 'vc', passwordCommand }, 'source', context(env))).toBe('two');
		expect(await passwordFor('vcenter:https://vc', 'source', context(env))).toBe('three');
		expect(await passwordFor('vcenter:https://vc', undefined, context(env))).toBe('four');
		expect(await passwordFor({ vcenter: 'https://vc', username: 'ro' }, 'destination', context(env))).toBe(
			'asked destination ro at vc',
		);
	});

	it('is an error when the plan names a place that has none, and the output of a command is never shown', async () => {
		const unset = await userError(() => passwordFor({ passwordEnv: 'VC_MI' }, 'source', context()));
		expect(unset.message).toContain('VC_MI');
		const failing = node("console.log('hunter2'); console.error('hunter2'); process.exit(3)");
		const failed = await userError(() => passwordFor({ passwordCommand: failing }, 'source', context()));
		expect(failed.message).toContain('it ended with 3');
		expect(`${failed.message}${failed.suggestions}`).not.toContain('hunter2');
		const absent = await userError(() => passwordFor({ passwordCommand: ['no-such-program'] }, 'source', context()));
		expect(absent.message).toContain('there is no such program');
	});

	it('takes arguments as they are, without a shell', async () => {
		const passwordCommand = [...node('console.log(process.argv[1])'), '$(echo no); `no`'];
		expect(await passwordFor({ passwordCommand }, 'source', context())).toBe('$(echo no); `no`');
	});
});
