import { crc32, deflateRawSync } from 'node:zlib';

/** One member of a zip under construction. The optional keys make archives that no honest tool writes. */
export interface ZipMember {
	readonly name: string;
	readonly data: Buffer | string;
	/** Default `deflate`. */
	readonly method?: 'store' | 'deflate';
	/** General purpose flags: 1 = encrypted, 8 = sizes follow the data. Names are always marked as UTF-8. */
	readonly flags?: number;
	/** Unpacked size that the directory claims. */
	readonly claimedSize?: number;
	/** Checksum that the directory claims. */
	readonly claimedCrc?: number;
}

export interface ZipOptions {
	readonly comment?: string;
	/** Writes sizes, offsets and the end record in their 64-bit forms, as .NET's streaming writers do for any size. */
	readonly zip64?: boolean;
}

/** Builds a zip in memory: local headers, data, central directory, end record. */
export function zip(members: readonly ZipMember[], options: ZipOptions = {}): Buffer {
	const parts: Buffer[] = [];
	const directory: Buffer[] = [];
	let offset = 0;
	for (const member of members) {
		const raw = typeof member.data === 'string' ? Buffer.from(member.data) : member.data;
		const packed = member.method === 'store' ? raw : deflateRawSync(raw, { level: 6 });
		const fields = fieldsOf(member, raw, packed);
		const name = Buffer.from(member.name);
		const streamed = ((member.flags ?? 0) & 8) !== 0;
		const local = Buffer.alloc(30);
		local.writeUInt32LE(0x04034b50, 0);
		local.writeUInt16LE(20, 4);
		fields.copy(local, 6);
		if (streamed) local.fill(0, 14, 26);
		local.writeUInt16LE(name.length, 26);
		const record = Buffer.alloc(46);
		record.writeUInt32LE(0x02014b50, 0);
		record.writeUInt16LE(20, 4);
		record.writeUInt16LE(20, 6);
		fields.copy(record, 8);
		record.writeUInt16LE(name.length, 28);
		record.writeUInt32LE(offset, 42);
		directory.push(record, name, ...(options.zip64 ? [widened(record, offset)] : []));
		const member_ = [local, name, packed, ...(streamed ? [descriptor(fields)] : [])];
		parts.push(...member_);
		offset += member_.reduce((sum, part) => sum + part.length, 0);
	}
	const central = Buffer.concat(directory);
	const end = endRecord(members.length, central.length, offset, options.comment ?? '');
	if (!options.zip64) return Buffer.concat([...parts, central, end]);
	end.fill(0xff, 8, 20);
	return Buffer.concat([...parts, central, ...endRecords64(members.length, central.length, offset), end]);
}

/** Moves the sizes and the offset of a central record into the extra field that it returns. */
function widened(record: Buffer, offset: number): Buffer {
	const extra = Buffer.alloc(28);
	extra.writeUInt16LE(1, 0);
	extra.writeUInt16LE(24, 2);
	extra.writeBigUInt64LE(BigInt(record.readUInt32LE(24)), 4);
	extra.writeBigUInt64LE(BigInt(record.readUInt32LE(20)), 12);
	extra.writeBigUInt64LE(BigInt(offset), 20);
	record.fill(0xff, 20, 28);
	record.fill(0xff, 42, 46);
	record.writeUInt16LE(extra.length, 30);
	return extra;
}

/** The 64-bit end record and its locator. */
function endRecords64(count: number, size: number, offset: number): Buffer[] {
	const record = Buffer.alloc(56);
	record.writeUInt32LE(0x06064b50, 0);
	record.writeBigUInt64LE(44n, 4);
	record.writeBigUInt64LE(BigInt(count), 24);
	record.writeBigUInt64LE(BigInt(count), 32);
	record.writeBigUInt64LE(BigInt(size), 40);
	record.writeBigUInt64LE(BigInt(offset), 48);
	const locator = Buffer.alloc(20);
	locator.writeUInt32LE(0x07064b50, 0);
	locator.writeBigUInt64LE(BigInt(offset + size), 8);
	locator.writeUInt32LE(1, 16);
	return [record, locator];
}

/** The 20 bytes that local header and central record share: flags, method, time, date, checksum, sizes. */
function fieldsOf(member: ZipMember, raw: Buffer, packed: Buffer): Buffer {
	const fields = Buffer.alloc(20);
	fields.writeUInt16LE((member.flags ?? 0) | 0x800, 0);
	fields.writeUInt16LE(member.method === 'store' ? 0 : 8, 2);
	fields.writeUInt16LE(0x21, 6);
	fields.writeUInt32LE(member.claimedCrc ?? crc32(raw), 8);
	fields.writeUInt32LE(packed.length, 12);
	fields.writeUInt32LE(member.claimedSize ?? raw.length, 16);
	return fields;
}

function descriptor(fields: Buffer): Buffer {
	const signature = Buffer.alloc(4);
	signature.writeUInt32LE(0x08074b50, 0);
	return Buffer.concat([signature, fields.subarray(8, 20)]);
}

function endRecord(count: number, size: number, offset: number, comment: string): Buffer {
	const text = Buffer.from(comment);
	const end = Buffer.alloc(22);
	end.writeUInt32LE(0x06054b50, 0);
	end.writeUInt16LE(count, 8);
	end.writeUInt16LE(count, 10);
	end.writeUInt32LE(size, 12);
	end.writeUInt32LE(offset, 16);
	end.writeUInt16LE(text.length, 20);
	return Buffer.concat([end, text]);
}
