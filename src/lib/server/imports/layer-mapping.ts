import type { LayerId } from '../../risk/layer.ts';
import { parseAttributes } from '../../risk/layers/parse.ts';
import { layerOf } from '../../risk/layers/registry.ts';
import { boundsOf } from '../../geo/bounds.ts';
import { plainName } from './columns.ts';
import { parseCoordinate } from '../../geo/coordinate.ts';
import type { DistrictArea, Mapped, Mapping } from './mapping.ts';
import type { Row, RowNote } from './row.ts';

const KEYS = ['key', 'id', '编号', '要素编号', '唯一标识', '统一编号', 'objectcode'];
const NAMES = [
	'名称',
	'name',
	'名字',
	'企业名称',
	'单位名称',
	'项目名称',
	'管线名称',
	'管道名称',
	'道路名称',
	'街道名称',
	'pipename'
];
const ACCURACIES = ['定位精度', '平面精度', '精度', 'accuracy', 'accuracym', 'positionalaccuracy'];

/** Every row is a feature of one layer: its name, key and accuracy by their usual column names, all else attributes. */
export function layerMapping(layer: LayerId): Mapping {
	let district: DistrictArea | null = null;
	return {
		repeatsAreSame: false,
		look(row, table) {
			if (layer !== 'area' || row.geometry === null) return;
			const { name, raw } = mapped(row);
			const { kind, code } = parseAttributes(layerOf(layer), raw).attributes;
			if (kind === 'district')
				district ??= { name, code: typeof code === 'string' ? code : null, box: boundsOf(row.geometry), table };
		},
		district: () => district,
		map: (row) => [mapped(row)]
	};

	function mapped(row: Row): Mapped {
		const raw: Record<string, unknown> = {};
		const notes: RowNote[] = [];
		let key = row.key;
		let name: string | null = null;
		let accuracyM: number | null = null;
		for (const [column, value] of Object.entries(row.properties)) {
			const plain = plainName(column);
			if (value === null || value === undefined || value === '') continue;
			if (KEYS.includes(plain) && typeof value !== 'object') key = String(value).trim();
			else if (NAMES.includes(plain) && name === null) name = String(value).trim() || null;
			else if (ACCURACIES.includes(plain)) {
				accuracyM = parseCoordinate(value);
				if (accuracyM === null || accuracyM < 0) {
					accuracyM = null;
					notes.push({
						field: column,
						text: {
							zh: `${column}“${String(value)}”不是米数，按未注明精度处理。`,
							en: `${column} "${String(value)}" is no number of metres; the accuracy counts as not stated.`
						}
					});
				}
			} else raw[column] = value;
		}
		return { layer, key, name, raw, accuracyM, notes };
	}
}
