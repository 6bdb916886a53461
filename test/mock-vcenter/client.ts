import type { MockVCenter } from '../../src/mock-vcenter/start-mock.js';
import { DEFAULT_LIMITS } from '../../src/vim/http.js';
import type { VimObject } from '../../src/vim/object-content.js';
import { retrieve } from '../../src/vim/property-collector.js';
import { type Session, type SessionOptions, withSession } from '../../src/vim/session.js';
import { readTrust } from '../../src/vim/trust.js';

/** Limits with short pauses, for tests. */
export const FAST = { ...DEFAULT_LIMITS, backOffMs: 5, idleMs: 1000, connectMs: 1000 };

/** How our client reaches a mock vCenter. */
export function optionsFor(vcenter: MockVCenter, change: Partial<SessionOptions> = {}): SessionOptions {
	return {
		url: new URL(vcenter.url),
		username: vcenter.username,
		password: async () => vcenter.password,
		trust: readTrust({ thumbprint: vcenter.thumbprintSha256 }),
		limits: FAST,
		...change,
	};
}

/** All objects of a type, by id, in the order read. */
export async function readAll(session: Session, type: string, paths: string[], pageSize = 100): Promise<VimObject[]> {
	const objects: VimObject[] = [];
	await retrieve(session, { type, paths, pageSize, onObject: (object) => objects.push(object) });
	return objects;
}

export { withSession };
