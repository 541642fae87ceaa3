import * as v from 'valibot';
import { roleById } from '../../risk/clearance/role.ts';
import { LAYER_IDS, type LayerId } from '../../risk/layer.ts';
import { layerOf } from '../../risk/layers/registry.ts';
import { SHIPPED } from '../../risk/rule-set.ts';
import type { Words } from '../../risk/words.ts';
import type { Absence } from '../../siting/api.ts';
import type { Who } from '../access/who.ts';
import { record } from '../audit/record.ts';
import type { Database, Queryable } from '../db/database.ts';
import { AnswerError } from '../http.ts';
import { districtCode } from '../schemas.ts';

export const absenceOrder = v.object({
	district: districtCode,
	subjects: v.pipe(
		v.array(v.pipe(v.string(), v.regex(/^(layer|role):[A-Za-z0-9_.-]{1,60}$/))),
		v.minLength(1),
		v.maxLength(200)
	),
	/** Who was asked, or which paper says so. */
	basis: v.pipe(v.string(), v.trim(), v.minLength(1), v.maxLength(1000))
});

interface Row {
	id: number;
	subject: string;
	basis: string;
	confirmed_by: string;
	confirmed_at: Date;
}

const COLUMNS = 'id, subject, basis, confirmed_by, confirmed_at';

/** What somebody confirmed that a district has none of, and did not take back. */
export async function listAbsences(db: Queryable, district: string): Promise<Absence[]> {
	const { rows } = await db.query<Row>(
		`select ${COLUMNS} from absence where district = $1 and withdrawn_at is null order by subject`,
		[district]
	);
	return rows.map(absenceFrom);
}

/**
 * Confirms that a district has none of some things: an empty layer, or what there is no layer for, then answers in siting.
 * All are confirmed or none. Throws an AnswerError: 422 for a subject that cannot be confirmed, 409 for a layer that holds
 * features and for what is confirmed already.
 */
export async function confirmAbsence(
	db: Database,
	who: Who,
	{ district, subjects, basis }: v.InferOutput<typeof absenceOrder>
): Promise<Absence[]> {
	subjects.forEach(nameOf);
	return db.transaction(async (tx) => {
		await tx.query('select from district where code = $1 for update', [district], 1);
		for (const subject of subjects) await mustBeEmpty(tx, district, subject);
		const { rows } = await tx.query<Row>(
			`insert into absence (district, subject, basis, confirmed_by)
			select $1, subject, $3, $4 from unnest($2::text[]) as subject
			on conflict (district, subject) where withdrawn_at is null do nothing returning ${COLUMNS}`,
			[district, subjects, basis, who.name]
		);
		const already = subjects.find((subject) => rows.every((row) => row.subject !== subject));
		if (already !== undefined) {
			throw new AnswerError(409, 'confirmed-already', {
				zh: `${nameOf(already).zh}：已经确认过本区没有。`,
				en: `${nameOf(already).en}: confirmed as absent already.`
			});
		}
		await record(tx, { who, district, action: 'absence.confirm', object: subjects.join(' '), after: { basis } });
		return rows.map(absenceFrom);
	});
}

/** Takes a confirmation back; it stays on record. Throws an AnswerError 404 where none of that id holds. */
export async function withdrawAbsence(db: Database, who: Who, district: string, id: number): Promise<Absence> {
	return db.transaction(async (tx) => {
		const { rows } = await tx.query<Row>(
			`update absence set withdrawn_at = now(), withdrawn_by = $3
			where district = $1 and id = $2::bigint and withdrawn_at is null returning ${COLUMNS}`,
			[district, id, who.name]
		);
		if (rows.length === 0) {
			throw new AnswerError(404, 'no-absence', {
				zh: `没有确认 ${id}，或已经撤回。`,
				en: `There is no confirmation ${id}, or it was taken back.`
			});
		}
		const [{ subject, basis }] = rows;
		await record(tx, { who, district, action: 'absence.withdraw', object: subject, before: { id, basis } });
		return absenceFrom(rows[0]);
	});
}

async function mustBeEmpty(tx: Queryable, district: string, subject: string): Promise<void> {
	const [what, layer] = subject.split(':');
	if (what !== 'layer') return;
	const { rows } = await tx.query<{ features: number }>(
		'select count(*) as features from feature where district = $1 and layer = $2',
		[district, layer],
		1
	);
	if (rows[0].features === 0) return;
	throw new AnswerError(409, 'not-empty', {
		zh: `图层“${nameOf(subject).zh}”有 ${rows[0].features} 个要素，不能确认为没有。`,
		en: `The layer “${nameOf(subject).en}” holds ${rows[0].features} features: it cannot be confirmed as empty.`
	});
}

/** The words of a subject. Throws an AnswerError 422 for one that cannot be confirmed. */
function nameOf(subject: string): Words {
	const [what, id] = subject.split(':');
	if (what === 'layer' && (LAYER_IDS as readonly string[]).includes(id)) return layerOf(id as LayerId).name;
	const role = SHIPPED.tables.roles.rows.find((one) => one.id === id);
	if (what === 'role' && role !== undefined && role.plays.length === 0) return roleById(id, SHIPPED).name;
	throw new AnswerError(422, 'no-subject', {
		zh: `subject: ${subject} 不能确认。可以是空图层（layer:…）或没有图层的对象（role:…）。`,
		en: `subject: ${subject} cannot be confirmed; it is an empty layer (layer:…) or what there is no layer for (role:…).`
	});
}

function absenceFrom({ id, subject, basis, confirmed_by, confirmed_at }: Row): Absence {
	return {
		id,
		subject,
		name: nameOf(subject),
		basis,
		confirmedBy: confirmed_by,
		confirmedAt: confirmed_at.toISOString()
	};
}
