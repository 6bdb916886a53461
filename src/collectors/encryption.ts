import { textAt } from '../shared/xml-value.js';
import { type Collector, part, type VimProperties } from './contract.js';
import { DEVICES, devicesOf } from './read/devices.js';
import { vimBoolean, vimText } from './read/vim.js';

/**
 * True when the VM's own `keyId` is set or a disk has one (clarifications 2.4): an unset `keyId` is how vCenter says that a VM
 * is not encrypted, but only a list of its disks that was read proves that none of them is.
 */
function encrypted(vm: VimProperties): boolean | undefined {
	if (textAt(vm.get('config.keyId'), 'keyId') !== undefined) return true;
	return devicesOf(vm)?.some(({ backing }) => textAt(backing, 'keyId.keyId') !== undefined);
}

export default {
	concern: 'encryption',
	title: 'Encryption of VMs and disks, encrypted vMotion, crypto state of hosts',
	parts: [
		part('vms', {
			encrypted: { vim: { paths: ['config.keyId', DEVICES], weight: 'heavy', absenceMeans: true, read: encrypted } },
			keyProvider: {
				vim: { paths: ['config.keyId'], read: (vm) => textAt(vm.get('config.keyId'), 'providerId.id') },
				optional: true,
			},
			keyId: {
				vim: { paths: ['config.keyId'], read: (vm) => textAt(vm.get('config.keyId'), 'keyId') },
				optional: true,
			},
			cryptoState: { vim: vimText('runtime.cryptoState'), optional: true },
			migrateEncryption: { vim: vimText('config.migrateEncryption') },
		}),
		part('hosts', {
			cryptoState: { vim: vimText('runtime.cryptoState') },
			tpm: {
				vim: {
					paths: ['capability.vmotionSupported', 'capability.tpmVersion'],
					read: (host) => textAt(host.get('capability.tpmVersion'))?.startsWith('2') ?? false,
				},
			},
			encryptedVmotionSupported: { vim: vimBoolean('capability.encryptedVMotionSupported') },
		}),
	],
} satisfies Collector;
