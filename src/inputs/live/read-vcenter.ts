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
import { withSession } from '../../vim/session.js';
import { readTrust } from '../../vim/trust.js';
import { assembleVim } from '../assemble/assemble-vim.js';
import { vimDeclarations } from '../assemble/vim-declarations.js';
import type { ReadOptions } from '../contract.js';
import { readObjects } from './read-objects.js';
import { readResults } from './read-results.js';

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
 * @throws UserError when it cannot be reached, is not trusted, refuses the login, or the time-out passed.
 */
export async function readVCenter(target: Target, options: ReadOptions): Promise<Inventory> {
	const { connection = {}, progress } = options;
	const collectors = await loadDirectory<Collector>(layer('collectors/'));
	const declarations = vimDeclarations(collectors.values());
	const deadline = connection.timeoutMs === undefined ? undefined : AbortSignal.timeout(connection.timeoutMs);
	const signals = [options.signal, deadline].filter((signal) => signal !== undefined);
	const server = target.url.host;
	progress.phase(`reading ${server}`);
	try {
		const concurrency = connection.concurrency ?? DEFAULT_LIMITS.maxConnections;
		const session = defined({
			url: target.url,
			username: target.username,
			password: connection.password ?? (async () => undefined),
			credential: connection.credential,
			trust: readTrust(connection),
			proxy: proxyFor(target.url, connection.environment ?? {}),
			limits: { ...DEFAULT_LIMITS, maxConnections: concurrency },
			signal: signals.length === 0 ? undefined : AbortSignal.any(signals),
		});
		return await withSession(session, async (live) => {
			const { results, refused } = await readResults(live, declarations.results);
			const { objects, unread } = await readObjects(live, declarations.types, { progress, concurrency });
			return assembleVim(objects, collectors, {
				source: target.source,
				collectedAt: options.now,
				tool: { name: 'xvcheck', version: options.toolVersion },
				name: target.url.hostname,
				results,
				refused,
				unread,
			});
		});
	} catch (error) {
		if (deadline?.aborted === true && options.signal?.aborted !== true)
			throw new UserError(
				'timeout',
				`Reading ${server} took longer than the time-out of ${(connection.timeoutMs ?? 0) / 1000} s.`,
			);
		throw error instanceof SoapFault ? explainFault(server, 'a read', error) : error;
	}
}
