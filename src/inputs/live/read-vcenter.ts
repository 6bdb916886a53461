import type { Collector } from '../../collectors/contract.js';
import type { Inventory, InventorySource } from '../../model/inventory/inventory.js';
import { defined } from '../../shared/defined.js';
import { UserError } from '../../shared/errors.js';
import { loadDirectory } from '../../shared/load-directory.js';
import { layer } from '../../shared/package-folder.js';
import { explainFault } from '../../vim/connection.js';
import { SoapFault } from '../../vim/faults.js';
import { DEFAULT_LIMITS } from '../../vim/http.js';
import { proxyFor } from '../../vim/proxy.js';
import { type Session, withSession } from '../../vim/session.js';
import { readTrust } from '../../vim/trust.js';
import { assembleVim } from '../assemble/assemble-vim.js';
import { refusalOf } from '../assemble/refusal.js';
import { vimDeclarations } from '../assemble/vim-declarations.js';
import type { Needed, ReadOptions } from '../contract.js';
import { Failures } from './failures.js';
import type { Gathered } from './gathered.js';
import { neededOf, readObjects } from './read-objects.js';
import { readPrivileges } from './read-privileges.js';
import { type ReadResults, readResults } from './read-results.js';

/** A vCenter to read, and how to log in to it. */
export interface Target {
	/** `https://host[:port]/sdk`, without a user. */
	readonly url: URL;
	/** Not needed with a token or a session. */
	readonly username?: string;
	readonly source: InventorySource;
}

/**
 * Reads one live vCenter into an inventory.
 * @throws UserError when it cannot be reached, is not trusted, refuses the login, a read fails, or the time-out passed; once it
 * let us in and a part is wanted rather than nothing, what failed is named in `partial` instead.
 */
export async function readVCenter(target: Target, options: ReadOptions): Promise<Inventory> {
	const { connection = {}, progress } = options;
	const deadline = connection.timeoutMs === undefined ? undefined : AbortSignal.timeout(connection.timeoutMs);
	const signals = [options.signal, deadline].filter((signal) => signal !== undefined);
	const server = target.url.host;
	const late = () =>
		deadline?.aborted === true && options.signal?.aborted !== true
			? timeOut(server, connection.timeoutMs ?? 0)
			: undefined;
	progress.phase(`reading ${nameOf(target)}`);
	try {
		const session = defined({
			url: target.url,
			username: target.username,
			password: connection.password ?? (async () => undefined),
			credential: connection.credential,
			trust: readTrust(connection),
			proxy: proxyFor(target.url, connection.environment ?? {}),
			limits: {
				...DEFAULT_LIMITS,
				maxConnections: connection.concurrency ?? DEFAULT_LIMITS.maxConnections,
				...connection.limits,
			},
			signal: signals.length === 0 ? undefined : AbortSignal.any(signals),
		});
		const failures = new Failures(connection.partial ?? false, server, options.signal, late);
		return await withSession(session, (live) => readAll(live, target, options, failures));
	} catch (error) {
		throw late() ?? (error instanceof SoapFault ? explainFault(server, 'a read', error) : error);
	}
}

async function readAll(
	session: Session,
	target: Target,
	{ connection, progress, now, toolVersion, need }: ReadOptions,
	failures: Failures,
): Promise<Inventory> {
	const collectors = await loadDirectory<Collector>(layer('collectors/'));
	const declarations = vimDeclarations(collectors.values());
	const { results, refused } = await readResults(session, declarations.results, failures);
	let needs: Needed | undefined;
	const inventoryOf = (gathered: Gathered): Inventory =>
		assembleVim(gathered.objects(), collectors, {
			source: target.source,
			collectedAt: now,
			tool: { name: 'xvcheck', version: toolVersion },
			name: target.url.hostname,
			results,
			refused,
			unread: gathered.unread,
			settled: gathered.settled,
			detailed: (type, id) => neededOf(type, needs)?.has(id) !== false,
		});
	const gathered = await readObjects({
		session,
		types: declarations.types,
		progress,
		name: nameOf(target),
		concurrency: connection?.concurrency ?? DEFAULT_LIMITS.maxConnections,
		failures,
		need: need && ((light) => (needs = need(inventoryOf(light)))),
	});
	progress.phase(`asking what the account may do in ${nameOf(target)}`);
	await addPrivileges(session, gathered, needs, failures, { results, refused });
	const inventory = inventoryOf(gathered);
	return failures.noted.length === 0 ? inventory : { ...inventory, partial: failures.noted };
}

/** Of the objects that a plan needs, or of all. A refusal is coverage (clarification 1.5). */
async function addPrivileges(
	session: Session,
	gathered: Gathered,
	needs: Needed | undefined,
	failures: Failures,
	{ results, refused }: ReadResults,
): Promise<void> {
	const objects = gathered.objects().filter(({ type, id }) => moversOf(type, needs)?.has(id) !== false);
	try {
		failures.check();
		const read = await readPrivileges(session, objects);
		if (read.result !== undefined) results.set('HasPrivilegeOnEntities', read.result);
		if (read.refused !== undefined) refused.set('HasPrivilegeOnEntities', read.refused);
	} catch (error) {
		if (!(error instanceof SoapFault)) failures.tolerate(error, 'HasPrivilegeOnEntities');
		refused.set('HasPrivilegeOnEntities', error instanceof SoapFault ? refusalOf(error) : { reason: 'read-error' });
	}
}

/** A VM that stays where it is asks for no privilege. */
function moversOf(type: string, needs: Needed | undefined): ReadonlySet<string> | undefined {
	return type === 'VirtualMachine' && needs !== undefined ? (needs.movers ?? needs.vms) : neededOf(type, needs);
}

function nameOf({ source }: Target): string {
	return `${source.kind} ${source.location}`;
}

function timeOut(server: string, timeoutMs: number): UserError {
	return new UserError('timeout', `Reading ${server} took longer than the time-out of ${timeoutMs / 1000} s.`, {
		suggestions: ['Give more time with --timeout, or take what was read by then with --partial.'],
	});
}
