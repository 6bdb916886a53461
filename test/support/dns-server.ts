import DNS from 'dns2';

/** Records of a test's name server: names to addresses, addresses to names. `silent` answers nothing at all. */
export interface Zone {
	readonly forward?: Readonly<Record<string, string>>;
	readonly reverse?: Readonly<Record<string, string>>;
	readonly refuses?: boolean;
	readonly silent?: boolean;
}

export interface NameServer {
	/** `127.0.0.1:port` */
	readonly address: string;
	/** Questions that were asked. */
	readonly asked: string[];
	close(): Promise<void>;
}

/** Serves a zone on a free port of the loopback. */
export async function serveNames(zone: Zone): Promise<NameServer> {
	const asked: string[] = [];
	const server = DNS.createServer({
		udp: true,
		handle: (request, send) => {
			const response = DNS.Packet.createResponseFromRequest(request);
			const [question] = request.questions;
			const { name = '', type } = (question ?? {}) as { name?: string; type?: number };
			asked.push(name);
			if (zone.silent === true) return;
			answer(zone, response, name, type);
			send(response);
		},
	});
	const { udp } = await server.listen({ udp: { port: 0, address: '127.0.0.1' } } as never);
	const port = (udp as { port: number } | undefined)?.port ?? 0;
	return {
		address: `127.0.0.1:${port}`,
		asked,
		close: () => server.close() as unknown as Promise<void>,
	};
}

const NXDOMAIN = 3;
const REFUSED = 5;

function answer(zone: Zone, response: DNS.Packet, name: string, type: number | undefined): void {
	const header = response.header as { rcode: number };
	if (zone.refuses === true) {
		header.rcode = REFUSED;
		return;
	}
	const { TYPE, CLASS } = DNS.Packet;
	const common = { name, class: CLASS.IN, ttl: 60 };
	const address = zone.forward?.[name];
	const back = zone.reverse?.[addressOf(name)];
	if (address !== undefined && (type === TYPE.A) === !address.includes(':'))
		response.answers.push({ ...common, type: type as number, address } as never);
	else if (back !== undefined) response.answers.push({ ...common, type: TYPE.PTR, domain: back } as never);
	else if (address === undefined) header.rcode = NXDOMAIN;
}

/** `11.0.1.10.in-addr.arpa` is about 10.1.0.11. */
function addressOf(name: string): string {
	return name
		.replace(/\.in-addr\.arpa$/, '')
		.split('.')
		.reverse()
		.join('.');
}
