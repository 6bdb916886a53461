import type { Server as HttpsServer } from 'node:https';
import { type AddressInfo, createServer, type Server, type Socket } from 'node:net';

/** What happens to a new connection. */
export type Admission = 'serve' | 'reset' | 'stall';

/** The TCP side of a mock vCenter: it decides about each connection before TLS, and can reset one at any time. */
export class Listener {
	readonly #server: Server;
	/** Open connections by the port of the client: TLS hides the socket that can be reset. */
	readonly #sockets = new Map<number, Socket>();

	constructor(https: HttpsServer, admit: () => Admission | Promise<Admission>) {
		this.#server = createServer((socket) => {
			const port = socket.remotePort ?? 0;
			this.#sockets.set(port, socket);
			socket.once('close', () => this.#sockets.delete(port));
			socket.on('error', () => undefined);
			void Promise.resolve(admit()).then((admission) => {
				if (socket.destroyed) return;
				if (admission === 'serve') https.emit('connection', socket);
				else if (admission === 'reset') socket.resetAndDestroy();
			});
		});
	}

	/** Listens; port 0 takes a free one. Resolves with the port. */
	listen(port: number, address: string): Promise<number> {
		return new Promise((resolve, reject) => {
			this.#server.once('error', reject);
			this.#server.listen(port, address, () => resolve((this.#server.address() as AddressInfo).port));
		});
	}

	/** Resets the connection of a request. */
	reset(socket: Socket): void {
		(this.#sockets.get(socket.remotePort ?? 0) ?? socket).resetAndDestroy();
	}

	/** Ends every connection and frees the port. */
	close(): Promise<void> {
		return new Promise((resolve) => {
			this.#server.close(() => resolve());
			for (const socket of this.#sockets.values()) socket.destroy();
		});
	}
}
