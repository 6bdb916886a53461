// Foreign clients against our mock vCenters, and our client against a foreign simulator. One line per check; exits 1 when any fails.
// Needs a build (`npm run build`), Go for govc and vcsim, Python for pyVmomi, Debian for virsh; says what it skips where they are absent.
import { govcOnMock } from './govc-on-mock.mjs';
import { govcOnRecordings } from './govc-on-recordings.mjs';
import { oursOnVcsim } from './ours-on-vcsim.mjs';
import { pyvmomiOnMock } from './pyvmomi-on-mock.mjs';
import { relocateOnMock } from './relocate-on-mock.mjs';
import { goTools, python, virsh } from './tools.mjs';
import { virshOnMock } from './virsh-on-mock.mjs';

const counts = { ok: 0, failed: 0, skipped: 0 };

/** Runs one check; what it returns is a note, what it throws the reason why it failed. */
async function check(name, work) {
	try {
		const note = await work();
		counts.ok++;
		console.log(`ok      ${name}${note === undefined ? '' : `: ${note}`}`);
	} catch (error) {
		counts.failed++;
		console.log(
			`FAILED  ${name}: ${String(error.stderr || error.message)
				.trim()
				.slice(0, 600)}`,
		);
	}
}

function skip(name, why) {
	counts.skipped++;
	console.log(`skipped ${name}: ${why}`);
}

const [go, py, libvirt] = [await goTools(), await python(), await virsh()];
if (go.missing === undefined) {
	await govcOnMock(check, go.govc);
	await govcOnRecordings(check, skip, go.govc);
	await relocateOnMock(check, go.govc);
	await oursOnVcsim(check, skip, go);
} else skip('govc on the mock, our client on vcsim', go.missing);
if (py.missing === undefined) await pyvmomiOnMock(check, py.program);
else skip('pyVmomi on the mock', py.missing);
if (libvirt.missing === undefined) await virshOnMock(check, libvirt);
else skip('virsh on the mock', libvirt.missing);

console.log(`${counts.ok} ok, ${counts.failed} failed, ${counts.skipped} skipped`);
process.exitCode = counts.failed > 0 ? 1 : 0;
