import { FileRefused } from '../../imports/row.ts';

/** One entity of a drawing: its type and its groups of code and value, in the order of the file. */
export interface DxfEntity {
	type: string;
	groups: readonly (readonly [code: number, value: string])[];
	/** Of a POLYLINE its VERTEX entities. */
	vertices: DxfEntity[];
}

/**
 * The entities of a text DXF (group codes and values in turns, DXF Reference 2018), blocks and headers left out. Throws a
 * FileRefused for a binary DXF, for what is none, and where the entities end in the middle. Linear in the text: the
 * dxf-parser package never ends on a POLYLINE without SEQEND.
 */
export function readEntities(name: string, text: string): DxfEntity[] {
	if (text.startsWith('AutoCAD Binary DXF'))
		throw new FileRefused({
			zh: `${name} 是二进制 DXF。请另存为文本（ASCII）DXF 后重新上传。`,
			en: `${name} is a binary DXF. Save it as a text (ASCII) DXF and upload it again.`
		});
	const lines = text.split(/\r\n|\n|\r/);
	let at = startOfEntities(name, lines);
	const entities: DxfEntity[] = [];
	let groups: [number, string][] = [];
	let polyline: DxfEntity | null = null;
	for (; at + 1 < lines.length; at += 2) {
		const code = codeAt(name, lines, at);
		const value = lines[at + 1].trim();
		if (code === 0 && value === 'ENDSEC') return entities;
		if (code !== 0) {
			groups.push([code, value]);
			continue;
		}
		groups = [];
		const entity: DxfEntity = { type: value, groups, vertices: [] };
		if (value === 'VERTEX') polyline?.vertices.push(entity);
		else if (value !== 'SEQEND') {
			entities.push(entity);
			polyline = value === 'POLYLINE' ? entity : null;
		}
	}
	throw new FileRefused({
		zh: `${name} 在实体段中断，不完整。请重新导出或重新下载。`,
		en: `${name} ends in the middle of its entities. Export or download it again.`
	});
}

function startOfEntities(name: string, lines: readonly string[]): number {
	for (let at = 0; at + 3 < lines.length; at += 2) {
		if (codeAt(name, lines, at) !== 0 || lines[at + 1].trim() !== 'SECTION') continue;
		if (lines[at + 3].trim() === 'ENTITIES') return at + 4;
	}
	throw new FileRefused({
		zh: `${name} 中没有实体段（ENTITIES），不是完整的 DXF。请在 CAD 中重新另存为 DXF。`,
		en: `${name} has no section of ENTITIES: it is not a whole DXF. Save it as DXF again.`
	});
}

function codeAt(name: string, lines: readonly string[], at: number): number {
	const code = lines[at].trim();
	if (/^-?\d{1,4}$/.test(code)) return Number(code);
	throw new FileRefused(
		{
			zh: `${name} 第 ${at + 1} 行“${code.slice(0, 40)}”应为 DXF 组码（整数）。请在 CAD 中重新另存为 DXF。`,
			en: `Line ${at + 1} of ${name}, "${code.slice(0, 40)}", must be a DXF group code. Save it as DXF again.`
		},
		at + 1
	);
}
