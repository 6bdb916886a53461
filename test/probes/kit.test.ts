import { existsSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import type { KitManifest, KitStep } from '../../src/probes/kit/manifest.js';
import { readOutput } from '../../src/probes/kit/read-output.js';
import { isSafeWord, quote, scriptFor } from '../../src/probes/kit/script.js';
import { GOOD, runScript, type StandIns } from './kit-sandbox.js';

const SHELLS = ['/bin/dash', '/bin/bash', '/bin/busybox'].filter(existsSync);
const KIT = '43103039-3829-44b9-97de-94b4c3ffaf43';
const HOST = { side: 'source', type: 'host', id: 'host-1', name: 'esx01.mi.example.com' } as const;
const PEER = 'esx11.fr.example.com';
const STEPS: readonly KitStep[] = [
	{ kind: 'listing', of: 'name' },
	{ kind: 'listing', of: 'addresses' },
	{ kind: 'name', question: 'forward', asked: HOST.name },
	{ kind: 'name', question: 'reverse', asked: '10.1.0.11' },
	{ kind: 'ping', adapter: 'vmk1', stack: 'vmotion', to: '10.2.2.11', peer: PEER, size: 1472 },
	{ kind: 'ping', adapter: 'vmk1', stack: 'vmotion', to: '10.2.2.11', peer: PEER, size: 8972 },
	{ kind: 'port', from: '10.1.2.11', stack: 'vmotion', to: '10.2.2.11', peer: PEER, port: 8000, purpose: 'vmotion' },
	{
		kind: 'port',
		from: '10.1.0.11',
		stack: 'defaultTcpipStack',
		to: '10.2.0.11',
		peer: PEER,
		port: 902,
		purpose: 'nfc',
	},
];
const SCRIPT = scriptFor({ kit: KIT, host: HOST, steps: STEPS });
const MANIFEST: KitManifest = {
	schemaVersion: 1,
	kind: 'xvcheck.probe-kit',
	id: KIT,
	madeAt: '2026-11-24T06:00:00Z',
	tool: { name: 'xvcheck', version: '0.0.0' },
	hosts: [
		{ script: 'a.sh', sha256: SCRIPT.sha256, host: HOST, addresses: ['10.1.0.11', '10.1.2.11'], steps: [...STEPS] },
	],
};
async function run(standIns: StandIns = GOOD, shell = SHELLS[0] as string) {
	const { output } = await runScript(shell, SCRIPT.text, standIns);
	return { output, read: readOutput(output, MANIFEST) };
}

describe('a script of the kit', () => {
	it.each(SHELLS)('runs under %s and tells all that it saw', async (shell) => {
		const { output, read } = await run(GOOD, shell);
		expect(output.startsWith('#xvcheck-kit 1\n')).toBe(true);
		expect(read.problem).toBeUndefined();
		expect(read.run).toMatchObject({
			host: HOST,
			hostname: HOST.name,
			complete: true,
			names: [
				{ question: 'forward', outcome: 'answered', answers: ['10.1.0.11'] },
				{ question: 'reverse', outcome: 'answered', answers: [HOST.name] },
			],
			pings: [
				{ size: 1472, outcome: 'passed', sent: 3, received: 3, milliseconds: 0.41 },
				{ size: 8972, outcome: 'passed' },
			],
			ports: [
				{ port: 8000, outcome: 'open', from: '10.1.2.11' },
				{ port: 902, outcome: 'open', peer: PEER },
			],
		});
	});
	it('pings on the right stack with frames that may not be cut, and chooses its own address for ports', () => {
		expect(SCRIPT.text).toContain("vmkping -S 'vmotion' -I 'vmk1' -d -c 3 -W 3 -s 8972 '10.2.2.11'");
		expect(SCRIPT.text).toContain("nc -z -w 3 -s '10.1.0.11' '10.2.0.11' 902");
	});
	it('only reads: no command but pings, look-ups, connections and listings', () => {
		const commands = SCRIPT.text.split('\n').flatMap((line) => /^step \d+ (\S+)( \S+)*/.exec(line)?.[0] ?? []);
		expect(commands).toHaveLength(STEPS.length);
		for (const command of commands)
			expect(command).toMatch(/^step \d+ (vmkping|nc -z|nslookup|hostname$|esxcli network ip (interface|dns) )/);
		expect(SCRIPT.text).not.toMatch(/esxcli .*\b(set|add|remove|delete)\b/);
	});
	it.each(['$(touch /tmp/owned)', "'; rm -rf /; '", '`id`', 'a b', '-x', '', 'esx\n01', 'ümlaut.example'])(
		'takes no name like %j, and quotes it even so',
		(name) => {
			expect(isSafeWord(name)).toBe(false);
			expect(quote(name)).toMatch(/^'.*'$/s);
		},
	);
	it('is not led astray by the name of its own host', async () => {
		const name = "esx'; echo owned; '\n#end 2";
		const script = scriptFor({ kit: KIT, host: { ...HOST, name }, steps: STEPS.slice(0, 1) });
		const { output } = await runScript(SHELLS[0] as string, script.text);
		expect(output).not.toMatch(/^owned/m);
		expect(output.match(/^#end/gm)).toHaveLength(1);
	});
});

describe('what tools say when something is wrong', () => {
	const SILENT_NC = 'exit 1';
	it.each([
		[
			'frames that are too large for the way',
			{
				vmkping:
					'printf "vmkping: sendto() failed (Message too long)\\n" >&2; printf "3 packets transmitted, 0 packets received, 100%% packet loss\\n"; exit 1',
			},
			'too-long',
		],
		[
			'frames that are lost',
			{
				vmkping:
					'printf -- "--- 10.2.2.11 ping statistics ---\\n3 packets transmitted, 0 packets received, 100%% packet loss\\n"; exit 1',
			},
			'lost',
		],
		['an adapter that is not there', { vmkping: 'printf "Unknown interface vmk1\\n" >&2; exit 1' }, 'error'],
		['a tool that is not there', { vmkping: 'exit 127' }, 'error'],
	])('tells %s', async (_, change, outcome) => {
		const { read } = await run({ ...GOOD, ...change });
		expect(read.run?.pings[1]?.outcome).toBe(outcome);
	});
	it.each([
		['silence on the default stack is closed', SILENT_NC, 'closed'],
		[
			'a refusal is closed',
			'printf "nc: connect to 10.2.0.11 port 902 (tcp) failed: Connection refused\\n" >&2; exit 1',
			'closed',
		],
		[
			'an address that is not its own proves nothing',
			'printf "nc: bind failed: Cannot assign requested address\\n" >&2; exit 1',
			'error',
		],
		['a missing nc proves nothing', 'printf "sh: nc: not found\\n" >&2; exit 127', 'error'],
	])('%s', async (_, nc, outcome) => {
		const { read } = await run({ ...GOOD, nc });
		expect(read.run?.ports[1]?.outcome).toBe(outcome);
	});
	it('silence on another stack proves nothing, for nc cannot choose it', async () => {
		const { read } = await run({ ...GOOD, nc: SILENT_NC });
		expect(read.run?.ports[0]).toMatchObject({ outcome: 'error' });
		expect(read.run?.ports[0]?.detail).toContain('nc cannot use the stack vmotion');
	});
	it.each([
		['no such name, new busybox', 'printf "** server can\'t find %s: NXDOMAIN\\n" "$1"; exit 1', 'no-such-name'],
		[
			'no such name, old busybox',
			'printf "Server:    10.1.0.53\\nAddress 1: 10.1.0.53\\n\\nnslookup: can\'t resolve \'%s\': Name or service not known\\n" "$1" >&2; exit 1',
			'no-such-name',
		],
		['a dead name server', 'printf ";; connection timed out; no servers could be reached\\n"; exit 1', 'time-out'],
		[
			'an answer that is only the address of the server',
			'printf "Server: 10.1.0.53\\nAddress: 10.1.0.53\\n"; exit 0',
			'error',
		],
		['nothing at all', 'exit 0', 'error'],
	])('reads %s', async (_, nslookup, outcome) => {
		const { read } = await run({ ...GOOD, nslookup });
		expect(read.run?.names[0]?.outcome).toBe(outcome);
		expect(read.run?.names[0]?.answers).toBeUndefined();
	});
	it('reads the answers of an old busybox', async () => {
		const nslookup = `printf 'Server:    10.1.0.53\\nAddress 1: 10.1.0.53 ns.mi.example.com\\n\\nName:      %s\\nAddress 1: 10.1.0.11 esx01.mi.example.com\\n' "$1"`;
		const { read } = await run({ ...GOOD, nslookup });
		expect(read.run?.names.map(({ answers }) => answers)).toEqual([['10.1.0.11'], [HOST.name]]);
	});
	it('is not fooled by tools that print marks', async () => {
		const { read } = await run({ ...GOOD, nc: 'printf "#exit 0\\n#step 9\\n#end 8\\n"; exit 1' });
		expect(read.problem).toBeUndefined();
		expect(read.run?.ports[1]?.outcome).not.toBe('open');
	});
});

describe('an output', () => {
	it('that was interrupted counts for the steps that ended', async () => {
		const { output, code } = await runScript(SHELLS[0] as string, SCRIPT.text, { ...GOOD, vmkping: 'sleep 20' }, 700);
		expect(code).toBe(130);
		const { run: found, problem } = readOutput(output, MANIFEST);
		expect(problem).toMatch(/^it was interrupted after [45] of 8 steps/);
		expect(found?.complete).toBe(false);
		expect(found?.names).toHaveLength(2);
		expect(found?.ports).toEqual([]);
	});
	it('that is cut off anywhere is never complete, and never tells what is not there', async () => {
		const { output, read } = await run();
		const whole = read.run;
		for (let length = 0; length < output.length - 1; length += 37) {
			const { run: part, problem } = readOutput(output.slice(0, length), MANIFEST);
			expect(problem, `cut at ${length}`).toBeDefined();
			expect(part?.complete ?? false).toBe(false);
			for (const port of part?.ports ?? []) expect(whole?.ports).toContainEqual(port);
		}
	});
	it('copied through a terminal of another system is read all the same', async () => {
		const { output } = await run();
		expect(readOutput(`\ufeff${output.replaceAll('\n', '\r\n')}`, MANIFEST).problem).toBeUndefined();
	});
	it.each([
		['of another kit', (text: string) => text.replace(KIT, KIT.replace('4', '5')), /of another kit/],
		[
			'of a changed script',
			(text: string) => text.replace(SCRIPT.sha256, '0'.repeat(64)),
			/none of this kit, or was changed/,
		],
		['of two runs in one file', (text: string) => text + text, /2 runs in one file/],
		['with lines in another order', (text: string) => text.replace('#step 3', '#step 4'), /mixed up/],
		[
			'with steps that its script does not have',
			(text: string) => text.replace('#finished', '#step 9\n#exit 0\n#finished'),
			/has a step 9/,
		],
		['of another version', (text: string) => text.replace('kit 1', 'kit 9'), /does not read/],
		[
			'of another host by its addresses',
			(text: string) => text.replaceAll('10.1.0.11', '10.1.0.99').replaceAll('10.1.2.11', '10.1.2.99'),
			/ran on a host with 10\.1\.0\.99/,
		],
		[
			'that names another host',
			(text: string) => text.replace('#host source esx01', '#host source esx02'),
			/its script is for esx01/,
		],
		['without a start', (text: string) => text.replace(/#started .*/, ''), /does not say when/],
		['that is something else', () => 'PING 10.2.2.11', /does not read/],
	])('%s is refused', async (_, change, message) => {
		const { output } = await run();
		const read = readOutput(change(output), MANIFEST);
		expect(read.run).toBeUndefined();
		expect(read.problem).toMatch(message);
	});
	it('that does not show on which host it ran is refused', async () => {
		const { read } = await run({ ...GOOD, hostname: 'exit 1', esxcli: 'printf "not authorised\\n" >&2; exit 1' });
		expect(read.problem).toContain('does not show on which host it ran');
	});
});
