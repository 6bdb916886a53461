import { describe, expect, it } from 'vitest';
import { readWaivers } from '../../src/documents/waivers.js';
import { filesWith, userError } from './support.js';

const read = (entry: string) =>
	readWaivers(
		filesWith({ 'waivers.yaml': `version: 1\nwaivers:\n  - { ${entry}, reason: pilot, approvedBy: ops }\n` })[
			'waivers.yaml'
		],
	);

describe('a waiver file', () => {
	it('gives each waiver with its outcome and its place', async () => {
		const [waiver] = await read('rule: cdrom-iso, subject: "app-*", expires: 2027-01-31');
		expect(waiver).toMatchObject({ rule: 'cdrom-iso', subject: 'app-*', outcome: 'fail', expires: '2027-01-31' });
		expect(waiver?.where).toMatch(/waivers\.yaml:3:13$/);
	});

	it.each([
		['a pattern as rule', 'rule: "cdrom-*", subject: app-01', 'not a pattern'],
		['every subject', 'rule: cdrom-iso, subject: "*"', 'a waiver for every subject is refused'],
		[
			'an outcome that cannot be waived',
			'rule: cdrom-iso, subject: app-01, outcome: error',
			'must be one of fail, unknown',
		],
		['a date that is none', 'rule: cdrom-iso, subject: app-01, expires: 2027-13-45', 'is not a date'],
	])('refuses %s', async (_name, entry, expected) => {
		expect((await userError(() => read(entry))).message).toContain(expected);
	});
});
