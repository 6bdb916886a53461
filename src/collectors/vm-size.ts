import { booleanAt, numberAt } from '../shared/xml-value.js';
import { anyPlace, type Collector, type Datum, part, type RvtoolsDatum, type SheetRow } from './contract.js';
import { MIB, vimNumber, vimText } from './read/vim.js';

const MHZ = 1_000_000;

/** A column of mebibytes as bytes. */
function mebibytes(tab: string, column: string): RvtoolsDatum {
	return {
		tab,
		columns: [column],
		one: (row: SheetRow) => {
			const size = row.number(column);
			return size === undefined ? undefined : size * MIB;
		},
	};
}

function count(tab: string, column: string): RvtoolsDatum {
	return { tab, columns: [column], one: (row: SheetRow) => row.number(column) };
}

const usedBytes: Datum = {
	vim: vimNumber('summary.storage.committed'),
	rvtools: mebibytes('vInfo', 'In Use MiB|In use MiB'),
	volatile: true,
};

export default {
	concern: 'vm-size',
	title: 'VM size: CPUs, memory, reservation, active memory, space used and provisioned',
	parts: [
		part('vms', {
			cpus: {
				vim: vimNumber('config.hardware.numCPU'),
				rvtools: [count('vInfo', 'CPUs'), count('vCPU', 'CPUs')],
			},
			coresPerSocket: {
				vim: vimNumber('config.hardware.numCoresPerSocket'),
				rvtools: count('vCPU', 'Cores p/s'),
			},
			memoryBytes: {
				vim: vimNumber('config.hardware.memoryMB', MIB),
				rvtools: [mebibytes('vInfo', 'Memory'), mebibytes('vMemory', 'Size MiB')],
			},
			memoryReservationBytes: {
				vim: vimNumber('config.memoryAllocation.reservation', MIB),
				rvtools: mebibytes('vMemory', 'Reservation'),
			},
			cpuReservationHz: {
				vim: vimNumber('config.cpuAllocation.reservation', MHZ),
				rvtools: {
					tab: 'vCPU',
					columns: ['Reservation'],
					one: (row) => {
						const mhz = row.number('Reservation');
						return mhz === undefined ? undefined : mhz * MHZ;
					},
				},
			},
			consumedMemoryBytes: {
				vim: vimNumber('summary.quickStats.hostMemoryUsage', MIB),
				rvtools: mebibytes('vMemory', 'Consumed'),
				volatile: true,
				// Only a VM that is powered on takes any.
				optional: true,
			},
			memoryReservationLocked: {
				vim: {
					paths: ['config.memoryReservationLockedToMax', 'config.hardware.memoryMB'],
					absenceMeans: true,
					// Unset is "no" beside the memory that was read.
					read: (vm) =>
						booleanAt(vm.get('config.memoryReservationLockedToMax')) ??
						(vm.get('config.hardware.memoryMB') === undefined ? undefined : false),
				},
				rvtools: {
					tab: 'vMemory',
					columns: ['Memory Reservation Locked To Max|Reservation Locked To Max'],
					one: (row) => row.boolean('Memory Reservation Locked To Max|Reservation Locked To Max'),
				},
			},
			activeMemoryBytes: {
				vim: vimNumber('summary.quickStats.guestMemoryUsage', MIB),
				rvtools: [mebibytes('vInfo', 'Active Memory'), mebibytes('vMemory', 'Active')],
				agree: anyPlace,
				volatile: true,
				// Only a VM that is powered on has one.
				optional: true,
			},
			usedBytes,
			provisionedBytes: {
				vim: {
					paths: ['summary.storage.committed', 'summary.storage.uncommitted'],
					read: (vm) => {
						const committed = numberAt(vm.get('summary.storage.committed'));
						const uncommitted = numberAt(vm.get('summary.storage.uncommitted'));
						return committed === undefined || uncommitted === undefined || committed + uncommitted < 0
							? undefined
							: committed + uncommitted;
					},
				},
				rvtools: mebibytes('vInfo', 'Provisioned MiB'),
				volatile: true,
			},
			guestOs: {
				vim: vimText('config.guestFullName'),
				rvtools: {
					tab: 'vInfo',
					columns: ['OS according to the configuration file|OS'],
					one: (row) => row.text('OS according to the configuration file|OS'),
				},
			},
			firmware: {
				vim: vimText('config.firmware'),
				rvtools: { tab: 'vInfo', columns: ['Firmware'], one: (row) => row.text('Firmware')?.toLowerCase() },
			},
		}),
	],
} satisfies Collector;
