import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { matchesThumbprint, parseThumbprint, thumbprintOf } from '../../src/vim/thumbprint.js';

const der = Buffer.from('a certificate');
const sha1 = createHash('sha1').update(der).digest('hex');
const sha256 = createHash('sha256').update(der).digest('hex');

describe('a pinned thumbprint', () => {
	it.each([
		['SHA-1 with colons', thumbprintOf('sha1', der)],
		['SHA-1 in lower case without colons', sha1],
		['SHA-256 with colons', thumbprintOf('sha256', der)],
		['SHA-256 with spaces around it', ` ${sha256}\n`],
	])('may be %s', (_, text) => {
		expect(matchesThumbprint(parseThumbprint(text), der)).toBe(true);
		expect(matchesThumbprint(parseThumbprint(text), Buffer.from('another'))).toBe(false);
	});

	it.each([['', 'AA:BB', `${sha1}00`, 'x'.repeat(40), `${sha256.slice(0, -1)}g`]].flat())('refuses %j', (text) => {
		expect(() => parseThumbprint(text)).toThrow(/neither SHA-1 nor SHA-256/);
	});

	it('is shown as vCenter shows it', () => {
		expect(thumbprintOf('sha1', der)).toMatch(/^([0-9A-F]{2}:){19}[0-9A-F]{2}$/);
	});
});
