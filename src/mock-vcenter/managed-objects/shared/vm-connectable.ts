import { boolean, type Data, data, string } from '../../wire/value.js';

/** VirtualDeviceConnectInfo. */
export function connectable(connected: boolean, startConnected: boolean): Data {
	return data('VirtualDeviceConnectInfo', {
		startConnected: boolean(startConnected),
		allowGuestControl: boolean(true),
		connected: boolean(connected),
		status: string('ok'),
	});
}
