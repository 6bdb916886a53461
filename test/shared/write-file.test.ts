import { chmodSync, mkdirSync, readdirSync, readFileSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { writeFileSafely } from '../../src/shared/write-file.js';
import { userError } from '../documents/support.js';
import { temporaryFolder } from '../support/temporary-folder.js';

describe('writing a file', () => {
	it('replaces the target when all pieces are there, keeping its mode and following links', async () => {
		const folder = temporaryFolder();
		const file = join(folder, 'a.json');
		writeFileSync(file, 'old');
		chmodSync(file, 0o600);
		symlinkSync('a.json', join(folder, 'link'));
		await writeFileSafely(join(folder, 'link'), 'the report', ['a', new Uint8Array([98]), 'c']);
		expect(readFileSync(file, 'utf8')).toBe('abc');
		expect(statSync(file).mode & 0o777).toBe(0o600);
		expect(readdirSync(folder).sort()).toEqual(['a.json', 'link']);
	});

	it('leaves the old file and nothing else when a piece cannot be made', async () => {
		const folder = temporaryFolder();
		const file = join(folder, 'a.json');
		writeFileSync(file, 'old');
		const broken = (function* () {
			yield 'half';
			throw new Error('no more');
		})();
		expect((await userError(() => writeFileSafely(file, 'the report', broken))).message).toContain('no more');
		expect(readFileSync(file, 'utf8')).toBe('old');
		expect(readdirSync(folder)).toEqual(['a.json']);
	});

	it('says in words what is in the way', async () => {
		const folder = temporaryFolder();
		mkdirSync(join(folder, 'sub'));
		const inTheWay = await userError(() => writeFileSafely(join(folder, 'sub'), 'the report', ['x']));
		expect(inTheWay.message).toContain('a folder is in the way');
		const missing = await userError(() => writeFileSafely(join(folder, 'none/a.json'), 'the report', ['x']));
		expect(missing.message).toContain('does not exist');
	});
});
