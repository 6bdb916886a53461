import { randomBytes, randomUUID } from 'node:crypto';
import type { XmlValue } from '../../shared/xml-value.js';
import type { Reference } from '../../vim/soap.js';

/** A client that has talked to the server. Logged in once `userName` is set. */
export interface Session {
	readonly cookie: string;
	readonly key: string;
	userName: string | undefined;
	loginTime: string;
	/** Received since the session began. */
	requests: number;
	readonly views: Map<string, ContainerView>;
	/** Objects of list views, by id of the view. */
	readonly lists: Map<string, readonly Reference[]>;
	/** Unread pages of property reads, by token. */
	readonly cursors: Map<string, Cursor>;
	/** Collectors made with CreatePropertyCollector, and the service's own once it has filters; by id. */
	readonly collectors: Map<string, Collector>;
}

/** A property collector of a session. */
export interface Collector {
	/** By filter id, in order. */
	readonly filters: Map<string, Filter>;
	/** What the client has not fetched yet of filters that it was never told of. */
	pending: Iterator<Update> | undefined;
	version: number;
	/** Ends a wait that is under way. */
	waiting: AbortController | undefined;
}

/** A filter of a property collector. */
export interface Filter {
	readonly spec: XmlValue;
	/** The client wants changes inside a property by their own path, `info.state`. */
	readonly partial: boolean;
	told: boolean;
	/** What the client knows of objects that may change, by id: their properties as XML, by path. */
	readonly known: Map<string, ReadonlyMap<string, string>>;
}

/** An object of a filter, as XML of an ObjectUpdate. */
export interface Update {
	readonly filter: string;
	readonly xml: string;
}

export interface ContainerView {
	readonly container: string;
	readonly types: readonly string[];
	readonly recursive: boolean;
}

/** What is left of a property read, as XML of its objects. */
export interface Cursor {
	readonly rest: Iterator<string>;
	next: string | undefined;
	readonly pageSize: number;
	/** vim25 types that the read asked for. */
	readonly types: readonly string[];
}

/** Sessions of one server, by cookie. */
export class Sessions {
	readonly #sessions = new Map<string, Session>();
	readonly #lifetime: number;

	/** `lifetime` is how many requests a session lasts. */
	constructor(lifetime = Number.POSITIVE_INFINITY) {
		this.#lifetime = lifetime;
	}

	/** The session of a request's `Cookie` header; a new one without, or when that session has ended. */
	of(header: string | undefined): Session {
		const cookie = /vmware_soap_session="?([0-9a-f]{40})"?/.exec(header ?? '')?.[1];
		const known = cookie === undefined ? undefined : this.#sessions.get(cookie);
		const session = known ?? this.#create();
		if (session.requests++ < this.#lifetime) return session;
		this.end(session);
		return this.of(undefined);
	}

	#create(): Session {
		const session: Session = {
			cookie: randomBytes(20).toString('hex'),
			key: randomUUID().replace(/^../, '52'),
			userName: undefined,
			loginTime: '',
			requests: 0,
			views: new Map(),
			lists: new Map(),
			cursors: new Map(),
			collectors: new Map(),
		};
		this.#sessions.set(session.cookie, session);
		return session;
	}

	/** A session by what its client calls it, UserSession.key. */
	byKey(key: string): Session | undefined {
		return [...this.#sessions.values()].find((session) => session.key === key);
	}

	end(session: Session): void {
		this.#sessions.delete(session.cookie);
	}

	/** Ends every session, as a time-out or an administrator does. */
	expireAll(): void {
		this.#sessions.clear();
	}

	/** Sessions that are logged in. */
	get active(): number {
		return [...this.#sessions.values()].filter(({ userName }) => userName !== undefined).length;
	}
}
