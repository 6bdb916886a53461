import { listAt, textAt } from '../shared/xml-value.js';
import { type Collector, part, type SheetRow, type VimProperties } from './contract.js';

const DNS = 'config.network.dnsConfig';

function texts(host: VimProperties, path: string): string[] | undefined {
	const config = host.get(DNS);
	return config === undefined ? undefined : listAt(config, path).flatMap((one) => textAt(one) ?? []);
}

function leaf(host: VimProperties, path: string): string | undefined {
	const value = textAt(host.get(DNS), path);
	return value === '' ? undefined : value;
}

/**
 * A comma list of one cell. A blank one is an empty list only in a row whose DNS settings were read, which `DHCP` shows: rows of
 * disconnected hosts are partial.
 */
function cellList(row: SheetRow, column: string): string[] | undefined {
	const cell = row.text(column);
	if (cell === undefined) return row.boolean('DHCP') === undefined ? undefined : [];
	return cell
		.split(/[,;]/)
		.map((one) => one.trim())
		.filter((one) => one !== '');
}

export default {
	concern: 'dns',
	title: 'DNS settings of hosts: servers, host name, domain, search order',
	parts: [
		part('hosts', {
			'dns.servers': {
				vim: { paths: [DNS], read: (host) => texts(host, 'address') },
				rvtools: { tab: 'vHost', columns: ['DNS Servers', 'DHCP'], one: (row) => cellList(row, 'DNS Servers') },
			},
			'dns.hostName': { vim: { paths: [DNS], read: (host) => leaf(host, 'hostName') } },
			'dns.domain': {
				vim: { paths: [DNS], read: (host) => leaf(host, 'domainName') },
				rvtools: { tab: 'vHost', columns: ['Domain'], one: (row) => row.text('Domain') },
			},
			'dns.searchDomains': {
				vim: { paths: [DNS], read: (host) => texts(host, 'searchDomain') },
				rvtools: {
					tab: 'vHost',
					columns: ['DNS Search Order', 'DHCP'],
					one: (row) => cellList(row, 'DNS Search Order'),
				},
			},
		}),
	],
} satisfies Collector;
