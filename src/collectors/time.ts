import { booleanAt, listAt, numberAt, textAt } from '../shared/xml-value.js';
import { type Collector, part, type SheetRow, type VimProperties } from './contract.js';
import { vimText } from './read/vim.js';

const INFO = 'config.dateTimeInfo';
const SERVICES = 'config.service.service';
const HOUR = 3600;

function servers(host: VimProperties): string[] | undefined {
	const info = host.get(INFO);
	return info === undefined ? undefined : listAt(info, 'ntpConfig.server').flatMap((server) => textAt(server) ?? []);
}

/** Whether the service of the host's clock protocol runs. */
function running(host: VimProperties): boolean | undefined {
	const service = textAt(host.get(INFO), 'systemClockProtocol') === 'ptp' ? 'ptpd' : 'ntpd';
	const found = listAt(host.get(SERVICES)).find((one) => textAt(one, 'key') === service);
	return booleanAt(found, 'running');
}

/** The offset is written in seconds, as the API has it; hours are taken where the number is too small for seconds. */
function offset(row: SheetRow): number | undefined {
	const cell = row.text('GMT Offset');
	if (cell === undefined) return undefined;
	const number = Number(cell.replace(',', '.'));
	if (!Number.isFinite(number) || Math.abs(number) > 14 * HOUR) return row.unreadable('GMT Offset');
	return Math.abs(number) <= 14 ? number * HOUR : number;
}

export default {
	concern: 'time',
	title: 'Time settings of hosts: servers, protocol, service, zone',
	parts: [
		part('hosts', {
			'time.servers': {
				vim: { paths: [INFO], read: servers },
				rvtools: {
					tab: 'vHost',
					columns: ['NTP Server(s)', 'NTPD running'],
					one: (row) => {
						const cell = row.text('NTP Server(s)');
						if (cell === undefined) return row.boolean('NTPD running') === undefined ? undefined : [];
						return cell
							.split(/[,;]/)
							.map((one) => one.trim())
							.filter((one) => one !== '');
					},
				},
			},
			'time.protocol': { vim: vimText(`${INFO}.systemClockProtocol`) },
			'time.running': {
				vim: { paths: [SERVICES, INFO], read: running },
				rvtools: { tab: 'vHost', columns: ['NTPD running'], one: (row) => row.boolean('NTPD running') },
				volatile: true,
			},
			'time.gmtOffsetSeconds': {
				vim: { paths: [INFO], read: (host) => numberAt(host.get(INFO), 'timeZone.gmtOffset') },
				rvtools: { tab: 'vHost', columns: ['GMT Offset'], one: offset },
			},
		}),
	],
} satisfies Collector;
