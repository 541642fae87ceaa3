import { inflateSync } from 'node:zlib';
import * as v from 'valibot';
import { parseJson } from '../imports/json.ts';
import { LIMITS } from '../imports/limits.ts';
import { FileRefused } from '../imports/row.ts';
import { sha256Of } from './seal.ts';

/** What a report carries of itself. */
export interface CarriedReport {
	report: 'siting' | 'district';
	/** The version of Sise that made it. */
	version: string;
	/** SHA-256 of what it carries, as it stands on every page. */
	sha256: string;
	/** What it was made of (SitingInput, DistrictInput): read from a file, and so to be parsed before it is used. */
	input: Record<string, unknown>;
}

const MOST_BYTES = 64 * 2 ** 20;
/** A district's report carries its zones and lists. */
const MOST_INFLATED = 256 * 2 ** 20;

const CARRIED = v.object({
	report: v.picklist(['siting', 'district']),
	version: v.string(),
	input: v.record(v.string(), v.unknown())
});

/**
 * Reads what a PDF report of Sise carries, and holds it against the hash that the file states and every page prints.
 * Throws a FileRefused for a file that is no such report, was written anew by another program, or was changed.
 */
export function readReport(bytes: Uint8Array): CarriedReport {
	if (bytes.length > MOST_BYTES) throw noReport();
	const file = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString('latin1');
	if (!file.startsWith('%PDF-')) throw noReport();
	const stated = onlyOne(file.matchAll(/<pdf:Keywords>SHA-256 ([0-9a-f]{64})</g))[1];
	const json = readCarried(bytes, file);
	if (sha256Of(json) !== stated) throw changed();
	const carried = v.safeParse(CARRIED, parseJson('JSON', new TextDecoder().decode(json), LIMITS.depth));
	if (!carried.success) throw noReport();
	return { ...carried.output, sha256: stated };
}

const SITING = v.looseObject({
	answer: v.looseObject({
		provenance: v.looseObject({ district: v.looseObject({ code: v.string() }) }),
		proposal: v.unknown(),
		parcels: v.array(v.looseObject({ parcel: v.unknown() }))
	})
});

/**
 * The order that a siting report answers, to be parsed as every order is (SitingOrder), and the answer that it carries
 * (SitingAnswer), to be held against what the order gives now. Throws a FileRefused for a report of another kind.
 */
export function orderOf({ input }: CarriedReport): { order: Record<string, unknown>; answer: Record<string, unknown> } {
	const siting = v.safeParse(SITING, input);
	if (!siting.success) {
		throw new FileRefused({
			zh: '这份报告不是选址核查报告，没有可以重新核查的请求。',
			en: 'This report is no siting report: it has no order that could be asked again.'
		});
	}
	const { answer } = siting.output;
	const parcels = answer.parcels.map(({ parcel }) => parcel);
	return { order: { district: answer.provenance.district.code, parcels, proposal: answer.proposal }, answer };
}

/** The one attached file, as pdfkit writes it: a dictionary, then so many deflated bytes. */
function readCarried(bytes: Uint8Array, file: string): Uint8Array {
	const head = onlyOne(
		file.matchAll(/<<\n\/Type \/EmbeddedFile\n[^]{0,600}?\n\/Length (\d+)\n\/Filter \/FlateDecode\n>>\nstream\n/g)
	);
	const from = head.index + head[0].length;
	try {
		return inflateSync(bytes.subarray(from, from + Number(head[1])), { maxOutputLength: MOST_INFLATED });
	} catch (error) {
		throw changed({ cause: error });
	}
}

function onlyOne(found: Iterable<RegExpExecArray>): RegExpExecArray {
	const [first, second] = found;
	if (first === undefined || second !== undefined) throw noReport();
	return first;
}

function noReport(): FileRefused {
	return new FileRefused({
		zh: '这不是四色导出的 PDF 报告，或已被其他软件另存。请用四色导出的原始 PDF 文件。',
		en: 'This is no PDF report of Sise, or another program has saved it anew. Take the file as Sise gave it.'
	});
}

function changed(options?: ErrorOptions): FileRefused {
	return new FileRefused(
		{
			zh: '报告所附数据与其 SHA-256 不符：文件已被改动或损坏。请向出具人索取原件。',
			en: 'What the report carries does not have the SHA-256 that it states: the file was changed or damaged. Ask for the original.'
		},
		null,
		options
	);
}
