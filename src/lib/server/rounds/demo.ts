import { createHash, randomUUID } from 'node:crypto';
import { DEMO_MOVERS } from '../../../../data/demo/dangers.ts';
import { roleOf } from '../../access/roles.ts';
import type { Checklist, ChecklistItem } from '../../risk/checklists/checklist.ts';
import { districtDay } from '../../risk/dangers/district-day.ts';
import { SHIPPED } from '../../risk/rule-set.ts';
import type { PhotoNote, RoundStopItem, VisitAnswer } from '../../rounds/api.ts';
import { sightOf } from '../access/sight.ts';
import { SYSTEM, type Who } from '../access/who.ts';
import { OWN } from '../accounts/demo-persons.ts';
import type { Database } from '../db/database.ts';
import { pngOf } from '../reports/png.ts';
import { keepPhoto } from '../visits/photos.ts';
import { recordVisit } from '../visits/record.ts';
import { packRound } from './pack.ts';
import { planRound } from './plan.ts';

const HOUR_MS = 3_600_000;
/** How many stops of the round were visited already. */
const VISITED = 2;

/**
 * Plans a round of today's worst in the subdistricts of the demo's inspector, with visits that were handed in, so that
 * there is something to see; nothing where a round is on record. Returns whether it did.
 */
export async function recordDemoRound(db: Database, district: string, now = new Date()): Promise<boolean> {
	const { count } = await db.query('select 1 from round where district = $1 limit 1', [district]);
	if (count > 0) return false;
	const who = await demoInspector(db, district);
	const order = {
		district,
		id: randomUUID(),
		day: districtDay(now, SHIPPED),
		name: '示范检查路线 Demo round',
		sites: null,
		overdueFirst: true
	};
	const round = await planRound(db, who, order, now);
	const { sites } = await packRound(db, who, district, round.id, now);
	for (const [i, stop] of round.stops.slice(0, VISITED).entries()) {
		const startedAt = new Date(now.getTime() - (VISITED - i) * HOUR_MS);
		await visitStop(db, who, district, { round: round.id, stop, checklist: sites[stop.feature].checklist }, startedAt);
	}
	return true;
}

async function demoInspector(db: Database, district: string): Promise<Who> {
	const { rows } = await db.query<{ id: string }>(
		`select id from feature where district = $1 and layer = 'area' and attributes ->> 'kind' = 'subdistrict'
		order by id limit $2::integer`,
		[district, OWN]
	);
	const own = { [district]: rows.map(({ id }) => id) };
	return {
		...SYSTEM,
		kind: 'person',
		id: 'demo-inspector',
		name: DEMO_MOVERS.inspector,
		role: 'inspector',
		rights: new Set(roleOf('inspector').rights),
		sight: sightOf('inspector', own)
	};
}

async function visitStop(
	db: Database,
	who: Who,
	district: string,
	{ round, stop, checklist }: { round: string; stop: RoundStopItem; checklist: Checklist },
	startedAt: Date
): Promise<void> {
	const bytes = pictureOf(stop.no);
	const sha256 = createHash('sha256').update(bytes).digest('hex');
	await keepPhoto(db, who, district, sha256, bytes);
	const at = startedAt.toISOString();
	const place = { ...stop.place, accuracyM: 10 };
	const photo: PhotoNote = { sha256, type: 'image/png', bytes: bytes.length, takenAt: at, place };
	await recordVisit(db, who, {
		district,
		id: stop.visit,
		feature: stop.feature,
		round,
		version: 0,
		sending: randomUUID(),
		checklist: { id: checklist.id, version: checklist.version },
		fields: {
			answers: Object.fromEntries(checklist.items.map((item, i) => [item.id, answerTo(item, i, sha256)])),
			note: '示范检查记录，内容为虚构。 A made-up visit.',
			metWith: '示范陪同人员'
		},
		startedAt: at,
		handedInAt: new Date(startedAt.getTime() + HOUR_MS / 2).toISOString(),
		place,
		photos: [photo]
	});
}

/** In order, but for one of them. */
function answerTo({ answer, range, limit, wantsPhoto }: ChecklistItem, i: number, photo: string): VisitAnswer {
	const photos = wantsPhoto ? [photo] : [];
	if (answer === 'number') return { value: limit?.atLeast ?? range?.min ?? 0, note: '', photos };
	return i === 2 ? { value: 'no', note: '现场要求整改', photos } : { value: 'yes', note: '', photos };
}

/** A made-up picture: a yard under a sky, with a tank. */
function pictureOf(no: number): Uint8Array {
	const [width, height] = [320, 240];
	const rgb = new Uint8Array(width * height * 3);
	for (let y = 0; y < height; y++) {
		for (let x = 0; x < width; x++) {
			const inTank = Math.abs(x - 90 - 40 * no) < 55 && y > 90 && y < 190;
			const band = inTank && y > 130 && y < 142;
			const colour = band
				? [176, 32, 40]
				: inTank
					? [222 - Math.abs(x - 90 - 40 * no), 224 - Math.abs(x - 90 - 40 * no), 228]
					: y < 170
						? [150 + y / 4, 190 + y / 6, 225]
						: [150, 148, 140];
			rgb.set(colour, (y * width + x) * 3);
		}
	}
	return pngOf(rgb, width, height);
}
