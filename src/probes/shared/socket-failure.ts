import type { TcpOutcome } from '../../model/probes.js';
import { messageOf } from '../../shared/errors.js';

/** What a failed connection means, by its error code. EACCES and EPERM: this machine's own or a near firewall said no. */
const OUTCOMES: Readonly<Record<string, TcpOutcome>> = {
	ECONNREFUSED: 'refused',
	ECONNRESET: 'refused',
	EHOSTUNREACH: 'unreachable',
	ENETUNREACH: 'unreachable',
	EADDRNOTAVAIL: 'unreachable',
	EACCES: 'unreachable',
	EPERM: 'unreachable',
	ETIMEDOUT: 'time-out',
	ENOTFOUND: 'unresolved',
	EAI_AGAIN: 'unresolved',
	ENODATA: 'unresolved',
};

/** What a socket error says about the way to the port. A name with several addresses fails with all of their errors. */
export function socketFailure(error: Error): { outcome: TcpOutcome; detail?: string } {
	const [first = error] = (error as { errors?: readonly Error[] }).errors ?? [];
	const outcome = OUTCOMES[(first as NodeJS.ErrnoException).code ?? ''] ?? 'error';
	return outcome === 'error' ? { outcome, detail: messageOf(first) } : { outcome };
}
