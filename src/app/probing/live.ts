import type { PlanInput } from '../../model/plan-document.js';
import type { Scope } from '../../model/scope.js';
import type { Side } from '../../model/site-pair.js';
import type { LiveSide } from '../../probes/contract.js';
import { defined } from '../../shared/defined.js';
import { UserError } from '../../shared/errors.js';
import type { AppContext } from '../context.js';
import { givenCredential, passwordFor } from '../credentials.js';
import { sourceOf } from '../read-side.js';
import { hostsOf, hostTarget } from './targets.js';

/** Live vCenters of a plan, and what to end when the probes are done. */
export interface LiveSides {
	readonly sides: { readonly source?: LiveSide; readonly destination?: LiveSide };
	close(): Promise<void>;
}

type Started = Awaited<ReturnType<NonNullable<AppContext['startMock']>>>;

/** How each side that the plan names live is logged in to; mock scenarios are served for the time of the probes. */
export async function liveSides(scope: Scope, context: AppContext): Promise<LiveSides> {
	const started = new Map<string, Started>();
	const close = async () => {
		await Promise.all([...started.values()].map((site) => site.close()));
	};
	const of = async (side: Side): Promise<LiveSide | undefined> => {
		for (const input of scope.plan[side]) {
			const text = sourceOf(input);
			if (/^(vcenter:)?https:\/\//i.test(text)) return vcenterSide(text, input, side, scope, context);
			if (text.startsWith('mock:')) return mockSide(text, side, scope, context, started);
		}
		return undefined;
	};
	try {
		return {
			sides: defined({ source: await of('source'), destination: await of('destination') }) as LiveSides['sides'],
			close,
		};
	} catch (error) {
		await close();
		throw error;
	}
}

function common(side: Side, scope: Scope, context: AppContext) {
	const hosts = hostsOf(scope).filter((each) => each.side === side);
	const name = scope[side].inventory.vcenter.name ?? side;
	return {
		target: { side, type: 'vcenter' as const, name },
		environment: context.env,
		hosts: hosts.map(hostTarget),
	};
}

function vcenterSide(text: string, input: PlanInput, side: Side, scope: Scope, context: AppContext): LiveSide {
	const keys = typeof input === 'string' ? {} : input;
	const flags = context.connection(side);
	const url = new URL(text.replace(/^vcenter:/i, '').replace(/#.*$/, ''));
	const inAddress = url.username === '' ? undefined : decodeURIComponent(url.username);
	url.username = '';
	if (/^\/(ui\/?)?$/.test(url.pathname)) url.pathname = '/sdk';
	let password: Promise<string | undefined> | undefined;
	return defined({
		...common(side, scope, context),
		url,
		username: flags.username ?? keys.username ?? inAddress,
		credential: givenCredential(input, side, context),
		// Asked for once, however often it is needed.
		password: () => {
			password ??= passwordFor(input, side, context);
			return password;
		},
		trust: defined({ thumbprint: flags.thumbprint ?? keys.thumbprint, caFile: flags.caFile ?? keys.caFile }),
	}) as LiveSide;
}

async function mockSide(
	text: string,
	side: Side,
	scope: Scope,
	context: AppContext,
	started: Map<string, Started>,
): Promise<LiveSide | undefined> {
	const [, scenario = '', pick] = /^mock:(.*?)(?:#([^#/\\]*))?$/.exec(text) ?? [];
	if (context.startMock === undefined) return undefined;
	const site = started.get(scenario) ?? (await context.startMock(scenario));
	started.set(scenario, site);
	const wanted = pick?.toLowerCase();
	const found = site.vcenters.filter(({ name, side: own }) =>
		wanted === undefined ? true : name.toLowerCase() === wanted || own.toLowerCase() === wanted,
	);
	const [vcenter] = found;
	if (vcenter === undefined || found.length > 1)
		throw new UserError('vcenter-not-found', `${scenario} holds no single vCenter "${pick ?? side}".`);
	return {
		...common(side, scope, context),
		url: new URL(vcenter.url),
		username: vcenter.username,
		password: async () => vcenter.password,
		trust: { thumbprint: vcenter.thumbprintSha256 },
	};
}
