import type { Migration } from '../migrations.ts';

export const VISITS: Migration = {
	id: 7,
	title: 'rounds, visits and their history, photos',
	statements: [
		`create table round (
			district text not null references district (code),
			-- made by whoever planned it, so that planning it again is planning it once
			id uuid not null,
			day date not null,
			name text not null,
			start_lng double precision,
			start_lat double precision,
			-- { m, by }
			back jsonb,
			total_m double precision not null,
			is_shortest boolean not null,
			-- [{ feature, why }]
			left_out jsonb not null,
			by_id text not null,
			by_name text not null,
			at timestamptz not null default now(),
			content_sha256 text not null,
			primary key (district, id)
		)`,
		`create index round_by_day on round (district, day)`,
		// A stop outlives its feature, as a danger does: what was to be seen there was planned all the same.
		`create table round_stop (
			district text not null,
			round uuid not null,
			no integer not null,
			feature text collate "C" not null,
			name text,
			-- the subdistricts that the feature touched: by them it is seen when the feature is gone
			subdistricts text[] not null,
			lng double precision not null,
			lat double precision not null,
			-- of the visit that is made there, whichever phone makes it
			visit uuid not null,
			-- of the checklist that was taken along
			checklist text not null,
			leg jsonb,
			score double precision not null,
			why jsonb not null,
			here jsonb not null,
			primary key (district, round, no),
			unique (district, visit),
			foreign key (district, round) references round (district, id)
		)`,
		`create index round_stop_of_feature on round_stop (district, feature)`,
		`create table visit (
			district text not null references district (code),
			id uuid not null,
			feature text collate "C" not null,
			subdistricts text[] not null,
			round uuid,
			version integer not null,
			state text not null check (state in ('open', 'handed_in')),
			-- { id, version }
			checklist jsonb not null,
			-- { answers, note, metWith }
			fields jsonb not null,
			started_at timestamptz not null,
			handed_in_at timestamptz,
			place jsonb,
			-- [{ sha256, type, bytes, takenAt, place }]
			photos jsonb not null,
			by_id text not null,
			by_name text not null,
			at timestamptz not null default now(),
			primary key (district, id),
			foreign key (district, round) references round (district, id)
		)`,
		`create index visit_of_feature on visit (district, feature, handed_in_at)`,
		`create index visit_of_round on visit (district, round)`,
		`create index visit_photos on visit using gin (photos jsonb_path_ops)`,
		`create table visit_version (
			district text not null,
			visit uuid not null,
			version integer not null,
			-- id of what was sent, made by the phone
			sending uuid not null,
			-- hash of what was sent
			content_sha256 text not null,
			-- the visit as it was after it, whole
			visit_then jsonb not null,
			-- fields of which somebody else's were kept beside those that were sent
			merged jsonb not null,
			by_kind text not null,
			by_id text not null,
			by_name text not null,
			at timestamptz not null default now(),
			primary key (district, visit, version),
			unique (district, visit, sending),
			foreign key (district, visit) references visit (district, id)
		)`,
		`create function refuse_visit_version_change() returns trigger language plpgsql as $$
			begin
				raise exception 'The history of visits is only ever added to.' using errcode = '42501';
			end
		$$`,
		`create trigger visit_version_is_append_only before update or delete on visit_version
			for each statement execute function refuse_visit_version_change()`,
		`create table photo (
			district text not null references district (code),
			sha256 text not null,
			type text not null check (type in ('image/jpeg', 'image/png', 'image/webp')),
			bytes bytea not null,
			-- as the first visit says that names it; null: none yet
			taken_at timestamptz,
			-- { lng, lat, accuracyM }
			place jsonb,
			by_id text not null,
			by_name text not null,
			at timestamptz not null default now(),
			primary key (district, sha256)
		)`,
		// A photo is seen by whoever sees the danger whose history names it.
		`create index danger_step_evidence on danger_step using gin (evidence jsonb_path_ops)`
	]
};
