import { describe, expect, it } from 'vitest';
import { withEntries, withKey } from '../../src/documents/add-to-yaml.js';

const entry = { rule: 'vtpm', subject: 'app-01' };
const add = (text: string) => withEntries(text, 'waivers', [entry]);

describe('a waiver file that gets one more entry', () => {
	it('keeps everything else to the letter: comments, layout, quotes', async () => {
		const text = `# ours\nversion: 1\nwaivers:\n  # board\n  - { rule: 'a',   subject: "b" } # tail\n\n# end\n`;
		expect(await add(text)).toBe(text.replace('# tail\n', '# tail\n  - rule: vtpm\n    subject: app-01\n'));
	});
	it.each([
		[
			'an empty list',
			'version: 1\nwaivers: [] # none yet\n',
			'version: 1\nwaivers:\n  - rule: vtpm\n    subject: app-01 # none yet\n',
		],
		['no line at its end', 'waivers:\n- rule: a', 'waivers:\n- rule: a\n- rule: vtpm\n  subject: app-01\n'],
		['a list in brackets', 'waivers: [{ rule: a }]\n', 'waivers: [{ rule: a }, {"rule":"vtpm","subject":"app-01"}]\n'],
		[
			'a text block at its end',
			'waivers:\n- reason: |\n    long\n    text\n',
			'waivers:\n- reason: |\n    long\n    text\n- rule: vtpm\n  subject: app-01\n',
		],
	])('is read with %s', async (_name, text, expected) => {
		expect(await add(text)).toBe(expected);
	});
	it('gets its list where there is none, and is refused where something else stands', async () => {
		expect(await add('version: 1\n')).toBe('version: 1\nwaivers:\n  - rule: vtpm\n    subject: app-01\n');
		await expect(add('waivers: none\n')).rejects.toThrow('no list stands there');
	});
});

describe('a plan that gets a key', () => {
	it.each([
		['no such group', 'version: 1\n# end\n', 'version: 1\n# end\npolicy:\n  waivers: w.yaml\n'],
		[
			'a group of lines',
			'policy: # gate\n    profile: faq\n',
			'policy: # gate\n    waivers: w.yaml\n    profile: faq\n',
		],
		[
			'a group in braces',
			'policy: { profile: faq }\nmove: hot\n',
			'policy: { waivers: w.yaml, profile: faq }\nmove: hot\n',
		],
		['an empty group', 'policy:\n', 'policy:\n  waivers: w.yaml\n'],
	])('keeps the rest with %s', async (_name, text, expected) => {
		expect(await withKey(text, 'policy', 'waivers', 'w.yaml')).toBe(expected);
	});
});
