// A name server and an open port on loopback, in a thread of their own: every name has an address, every address a name.
import { createServer } from 'node:net';
import { parentPort, workerData } from 'node:worker_threads';
import DNS from 'dns2';

const { A, PTR } = DNS.Packet.TYPE;
const IN = DNS.Packet.CLASS.IN;
const handle = (request, send) => {
	const response = DNS.Packet.createResponseFromRequest(request);
	const [{ name, type }] = request.questions;
	const number = Number(/(\d+)/.exec(name)?.[1] ?? 0);
	if (type === A)
		response.answers.push({ name, type, class: IN, ttl: 60, address: `10.9.${number >> 8}.${number & 255}` });
	if (type === PTR) response.answers.push({ name, type, class: IN, ttl: 60, domain: 'esx.bench.example.com' });
	send(response);
};
const servers = [];
for (let at = 0; at < workerData.servers; at += 1) {
	const server = DNS.createServer({ udp: true, handle });
	const { udp } = await server.listen({ udp: { port: 0, address: '127.0.0.1' } });
	servers.push(`127.0.0.1:${udp.port}`);
}
const listener = createServer((socket) => socket.on('error', () => {}).resume());
listener.listen({ port: 0, host: '127.0.0.1', backlog: 4096 }, () => {
	parentPort.postMessage({ servers, port: listener.address().port });
});
