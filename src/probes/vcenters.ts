import pLimit from 'p-limit';
import type { ClockResult, LoginResult, RelocateResult } from '../model/probes.js';
import { defined } from '../shared/defined.js';
import { messageOf, UserError } from '../shared/errors.js';
import { at, textAt, type XmlValue } from '../shared/xml-value.js';
import { proxyFor } from '../vim/proxy.js';
import type { ServiceLocator } from '../vim/relocate-request.js';
import { type Session, withSession } from '../vim/session.js';
import { thumbprintOf } from '../vim/thumbprint.js';
import { connectTrusted, readTrust } from '../vim/trust.js';
import type { LiveSide, Probe, ProbeTargets, ProbeTools } from './contract.js';
import { hostClocks, vcenterClock } from './vcenters/clocks.js';
import { checkOne, nicsOf } from './vcenters/relocate.js';

type Results = { logins: LoginResult[]; clocks: ClockResult[]; checkRelocate: RelocateResult[]; problems: string[] };

/**
 * What needs a session: the login itself, clocks of vCenters and hosts, and `CheckRelocate` of the source vCenter. One session
 * per side, with one try to log in.
 */
export default {
	run: async (targets, tools) => {
		const { source, destination } = targets.live;
		const results: Results = { logins: [], clocks: [], checkRelocate: [], problems: [] };
		const there =
			destination &&
			(await withSide(destination, tools, results, (session) =>
				clocks(session, destination, tools, results).then(() => identityOf(session)),
			));
		if (source === undefined) notSent(targets, 'the plan names no live source vCenter', tools, results);
		else {
			const went = await withSide(source, tools, results, async (session) => {
				await clocks(session, source, tools, results);
				await relocates(session, there, targets, tools, results);
				return true;
			});
			if (went === undefined) notSent(targets, 'there was no session at the source vCenter', tools, results);
		}
		return results;
	},
} satisfies Probe;

/** Does work in a session of one side; undefined when there was none or it broke. */
async function withSide<T>(
	side: LiveSide,
	tools: ProbeTools,
	results: Results,
	work: (session: Session) => Promise<T>,
): Promise<T | undefined> {
	const { target } = side;
	let loggedIn = false;
	try {
		return await withSession(
			defined({
				url: side.url,
				username: side.username,
				password: side.password,
				credential: side.credential,
				trust: readTrust(side.trust),
				proxy: proxyFor(side.url, side.environment),
				signal: tools.deadline,
			}),
			(session) => {
				loggedIn = true;
				results.logins.push({ target, outcome: 'accepted', at: tools.clock() });
				return work(session);
			},
		);
	} catch (error) {
		if (loggedIn) results.problems.push(`${target.name}: ${messageOf(error)}`);
		else {
			const refused = error instanceof UserError && error.code === 'login-failed';
			const outcome = refused ? ('refused' as const) : ('no-connection' as const);
			results.logins.push({ target, outcome, detail: messageOf(error), at: tools.clock() });
		}
		return undefined;
	}
}

async function clocks(session: Session, side: LiveSide, tools: ProbeTools, results: Results): Promise<void> {
	const limit = pLimit(tools.limits.perVcenter);
	results.clocks.push(await vcenterClock(session, side.target, tools));
	results.clocks.push(...(await hostClocks(session, side.hosts, limit, tools)));
}

interface Identity {
	readonly instanceUuid: string;
	readonly major: number;
}

/** Who a vCenter says it is. */
function identityOf({ content }: { readonly content: XmlValue }): Identity | undefined {
	const instanceUuid = textAt(content, 'about.instanceUuid');
	if (instanceUuid === undefined) return undefined;
	return { instanceUuid, major: Number.parseInt(textAt(at(content, 'about'), 'apiVersion') ?? '0', 10) };
}

async function relocates(
	session: Session,
	there: Identity | undefined,
	targets: ProbeTargets,
	tools: ProbeTools,
	results: Results,
): Promise<void> {
	const { destination } = targets.live;
	if (targets.relocates.length === 0) return;
	const checker = session.service('vmProvisioningChecker');
	if (destination === undefined || there === undefined || checker === undefined) {
		const why =
			checker === undefined
				? 'the source vCenter has no provisioning checker'
				: 'there was no session at the destination vCenter, whose credential the check needs';
		return notSent(targets, why, tools, results);
	}
	const service = await locatorOf(destination, there, identityOf(session)?.major ?? 0).catch((error: unknown) =>
		messageOf(error),
	);
	if (typeof service === 'string') return notSent(targets, service, tools, results);
	const devices = await nicsOf(
		session,
		targets.relocates.map(({ vm }) => vm.id),
	);
	const limit = pLimit(tools.limits.perVcenter);
	let done = 0;
	await Promise.all(
		targets.relocates.map((request) =>
			limit(async () => {
				const result = await checkOne({ session, checker, service, tools }, request, devices.get(request.vm.id));
				results.checkRelocate.push(result);
				tools.progress.count('CheckRelocate', ++done, targets.relocates.length);
			}),
		),
	);
}

/** @throws UserError when the certificate is not trusted, or the credential cannot be handed on. */
async function locatorOf(side: LiveSide, there: Identity, sourceMajor: number): Promise<ServiceLocator> {
	const credential = await handedOn(side);
	const host = side.url.hostname.replace(/^\[|\]$/g, '');
	const socket = await connectTrusted(readTrust(side.trust), {
		host,
		port: Number(side.url.port || 443),
		timeoutMs: 10_000,
	});
	const der = socket.getPeerCertificate().raw;
	socket.destroy();
	const pem = `-----BEGIN CERTIFICATE-----\n${der.toString('base64').replace(/.{64}(?=.)/g, '$&\n')}\n-----END CERTIFICATE-----\n`;
	return {
		instanceUuid: there.instanceUuid,
		url: side.url.origin,
		credential,
		sslThumbprint: thumbprintOf('sha1', der),
		...(sourceMajor >= 9 ? { sslCertificate: pem } : {}),
	};
}

async function handedOn({ target, username, password, credential }: LiveSide): Promise<ServiceLocator['credential']> {
	if (credential?.kind === 'token') return credential;
	const secret = credential === undefined ? await password() : undefined;
	if (username !== undefined && secret !== undefined) return { kind: 'password', username, password: secret };
	throw new UserError(
		'credential-needed',
		`the check hands the source vCenter a credential for ${target.name}, and a session is none`,
	);
}

function notSent(targets: ProbeTargets, detail: string, tools: ProbeTools, results: Results): void {
	for (const { vm, open } of targets.relocates)
		results.checkRelocate.push({
			vm,
			outcome: 'not-sent',
			open: [...open],
			errors: [],
			warnings: [],
			detail,
			at: tools.clock(),
		});
}
