import type { Geometry } from 'geojson';
import type { FeatureDetail } from '../../api.ts';
import type { Exposure } from '../../risk/exposure/exposure.ts';
import type { PipelineHca } from '../../risk/hca/hca.ts';
import type { Attributes } from '../../risk/layer.ts';
import type { Level } from '../../risk/level.ts';
import { gradeFeature } from '../../risk/grade-feature.ts';
import { layerOf } from '../../risk/layers/registry.ts';
import type { Reason } from '../../risk/reason.ts';
import { tierOf } from '../../access/tiers.ts';
import { seenAmong } from '../access/seen-among.ts';
import { seenExposure } from '../access/seen-exposure.ts';
import { seenReasons } from '../access/seen-reasons.ts';
import { seenAttributes, type Sight } from '../access/sight.ts';
import type { Queryable } from '../db/database.ts';
import { listFindings } from '../findings/list.ts';
import { localDay } from '../local-day.ts';
import { currentOverride } from '../overrides/list.ts';
import { currentRuleSet } from '../rules/rule-sets.ts';
import { latestRun } from '../runs/latest.ts';
import { segmentsOf } from '../segments/list.ts';
import { listFeatures } from './list.ts';
import { UPDATED_AT } from './updated-at.ts';

interface Row {
	geometry: string;
	west: number;
	south: number;
	east: number;
	north: number;
	accuracy_m: number | null;
	attributes: Attributes;
	reasons: Reason[] | null;
	missing: string[] | null;
	radius_m: number | null;
	influence: Omit<NonNullable<FeatureDetail['influence']>, 'radiusM'> | null;
	computed_level: Level | null;
	exposure: Exposure | null;
	hca: Omit<PipelineHca, 'segments'> | null;
	updated_at: string;
	batch: number;
	row_number: number;
	file: string;
	crs: string;
	landed_at: Date;
}

/** How many findings a feature's page carries; the list of findings has the rest. */
const FINDINGS = 200;

/** Everything that is disclosed of one feature; `null` when the district has no feature of that id that is seen. */
export async function readFeature(
	db: Queryable,
	sight: Sight,
	district: string,
	id: string
): Promise<FeatureDetail | null> {
	const [item] = (await listFeatures(db, sight, { district, id, limit: 1 })).items;
	if (item === undefined) return null;
	const run = await latestRun(db, district);
	const findings = await listFindings(db, sight, { district, feature: id, limit: FINDINGS });
	const { rows } = await db.query<Row>(
		`select ST_AsGeoJSON(f.geom, 9) as geometry,
			ST_XMin(f.geom) as west, ST_YMin(f.geom) as south, ST_XMax(f.geom) as east, ST_YMax(f.geom) as north,
			f.accuracy_m, f.attributes, a.reasons, a.missing, a.radius_m, a.influence,
			a.computed_level, a.exposure, a.hca,
			${UPDATED_AT} as updated_at,
			f.batch, f.row_number, b.file, b.crs, b.landed_at
		from feature f
		join batch b on b.district = f.district and b.id = f.batch
		left join assessment a on a.district = f.district and a.run = $3 and a.feature = f.id
		where f.district = $1 and f.id = $2`,
		[district, id, run ?? 0],
		1
	);
	const [row] = rows;
	const layer = layerOf(item.layer);
	// A feature that the run did not keep (most buildings were never appraised) still says what it lacks.
	const fresh =
		row.reasons === null && layer.grade !== null
			? gradeFeature(layer, row.attributes, {
					rules: await currentRuleSet(db, district),
					today: localDay(new Date()),
					findings: null,
					hca: null,
					exposure: null,
					override: null
				})
			: null;
	const { exposure } = row;
	const onRecord = layer.attributes.filter(({ key }) => key in row.attributes);
	const disclosed = seenAttributes(sight, item.layer, row.attributes);
	return {
		...item,
		missing: row.missing ?? fresh?.missing ?? [],
		geometry: JSON.parse(row.geometry) as Geometry,
		bbox: [row.west, row.south, row.east, row.north],
		accuracyM: row.accuracy_m,
		attributes: onRecord
			.filter(({ key }) => key in disclosed)
			.map((attribute) => {
				const value = disclosed[attribute.key];
				const choice = attribute.choices?.find((one) => one.value === value);
				return {
					key: attribute.key,
					name: attribute.name,
					unit: attribute.unit ?? null,
					value,
					text: choice?.name ?? null
				};
			}),
		withheld: onRecord
			.filter(({ key }) => !(key in disclosed))
			.map(({ key, name }) => ({ key, name, tier: tierOf(item.layer, key) })),
		reasons: seenReasons(sight, row.reasons ?? fresh?.reasons ?? [], exposure),
		computedLevel: row.computed_level,
		override: await currentOverride(db, sight, district, id),
		exposure: exposure === null ? null : await seenExposure(db, sight, district, exposure),
		hca: row.hca === null || run === null ? null : await seenHca(db, sight, district, run, id, row.hca),
		updatedAt: row.updated_at,
		influence: row.influence === null || row.radius_m === null ? null : { radiusM: row.radius_m, ...row.influence },
		findings: findings.items,
		findingsTotal: findings.total,
		source: {
			batch: row.batch,
			file: row.file,
			row: row.row_number,
			crs: row.crs,
			landedAt: row.landed_at.toISOString()
		}
	};
}

/** The high consequence areas of a pipeline; of the features that leave them open, those that are seen. */
async function seenHca(
	db: Queryable,
	sight: Sight,
	district: string,
	run: number,
	pipeline: string,
	hca: Omit<PipelineHca, 'segments'>
): Promise<NonNullable<FeatureDetail['hca']>> {
	const segments = await segmentsOf(db, sight, district, run, pipeline);
	const seen = await seenAmong(
		db,
		sight,
		district,
		hca.undecided.flatMap(({ features }) => features)
	);
	const undecided = hca.undecided.map((one) => ({ ...one, features: one.features.filter((id) => seen.has(id)) }));
	return { ...hca, undecided, segments };
}
