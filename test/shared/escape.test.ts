import { describe, expect, it } from 'vitest';
import { breakCommands, escapeText, escapeXml } from '../../src/shared/escape.js';

describe('escaping of data', () => {
	it('leaves letters of every script and emoji as they are', () => {
		expect(escapeText('Zürich-数据-🙂-שלום')).toBe('Zürich-数据-🙂-שלום');
	});
	it('shows controls, bidirectional controls, separators and lone surrogates', () => {
		expect(escapeText('a\nb\r\t\u0007\u009b\u202e\u2066\u2028\ufeff\ud800')).toBe(
			'a\\nb\\r\\t\\x07\\x9b\\u202e\\u2066\\u2028\\ufeff\\ud800',
		);
	});
	it('breaks lines that a pipeline would run', () => {
		expect(breakCommands('::error::x')).toBe(': :error::x');
		expect(breakCommands('   ::set-output name=a::b')).toBe('   : :set-output name=a::b');
		expect(breakCommands('\u001b[31m::error::x')).toBe('\u001b[31m: :error::x');
		expect(breakCommands('x ##vso[task.complete] ##[error] ##teamcity[a]')).toBe(
			'x ## vso[task.complete] ## [error] ## teamcity[a]',
		);
		expect(breakCommands('fe80::1 has no route, C++ ## heading')).toBe('fe80::1 has no route, C++ ## heading');
	});
	it('makes text safe for XML', () => {
		expect(escapeXml('<a b="c">&\u0000')).toBe('&lt;a b=&quot;c&quot;&gt;&amp;\\x00');
	});
});
