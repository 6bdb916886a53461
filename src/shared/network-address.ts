import ipaddr from 'ipaddr.js';

/** A network as `inNetwork` reads it: its address and prefix length in bits. */
export type Network = readonly [ipaddr.IPv4 | ipaddr.IPv6, number];

const FOUR_PARTS = /^\d{1,3}(\.\d{1,3}){3}$/;

/** Whether a text is an IPv4 or IPv6 address in its full notation (`10.1` is none). */
export function isAddress(text: string): boolean {
	// The library throws and catches an error for what is none, and most texts that are asked about are names.
	if (text.includes(':')) return ipaddr.IPv6.isValid(text);
	return FOUR_PARTS.test(text) && ipaddr.IPv4.isValidFourPartDecimal(text);
}

/** Parses `10.1.0.0/24`, `2001:db8::/32` or a single address; undefined when it is neither. */
export function parseNetwork(text: string): Network | undefined {
	const [address = '', prefix, rest] = text.split('/');
	if (!isAddress(address) || rest !== undefined) return undefined;
	const parsed = ipaddr.parse(address);
	const bits = parsed.kind() === 'ipv4' ? 32 : 128;
	if (prefix === undefined) return [parsed, bits];
	if (!/^\d{1,3}$/.test(prefix) || Number(prefix) > bits) return undefined;
	return [parsed, Number(prefix)];
}

/** Whether an address lies in a network; undefined when either text is unreadable. Families never mix. */
export function inCidr(address: string, network: string): boolean | undefined {
	const range = parseNetwork(network);
	return range === undefined ? undefined : inNetwork(address, range);
}

/** As `inCidr`, for a network parsed once. */
export function inNetwork(address: string, range: Network): boolean | undefined {
	if (!isAddress(address)) return undefined;
	const parsed = ipaddr.parse(address);
	if (parsed.kind() !== range[0].kind()) return false;
	return parsed.match(range[0] as never, range[1]);
}
