import type { Migration } from '../migrations.ts';

export const DANGERS: Migration = {
	id: 6,
	title: 'hidden dangers and their history',
	statements: [
		// A danger names its feature and outlives it: an import that takes the feature away leaves what was found there.
		`create table danger (
			district text not null references district (code),
			-- made by whoever recorded it, so that recording it again is recording it once
			id uuid not null,
			feature text collate "C" not null,
			-- the subdistricts that the feature touched last: by them it is seen when the feature is gone
			subdistricts text[] not null,
			visit uuid,
			level text not null check (level in ('general', 'major')),
			state text not null,
			version integer not null,
			-- [{ set, no }]
			criteria jsonb not null,
			text text not null,
			subject_field integer,
			source text not null check (source in ('inspection', 'self_check', 'report')),
			discovered_at date not null,
			reported_by text,
			responsible_unit text,
			responsible_person text,
			measure text,
			fund text,
			deadline date,
			plan text,
			-- the six items of a 治理方案
			scheme jsonb,
			supervising_unit text,
			listed_at date,
			publicity_url text,
			delisting_url text,
			third_party text,
			third_party_report text,
			accepted_at date,
			closed_at date,
			overdue_since date,
			recognised_at date,
			recorded_by text not null,
			asked_by text,
			primary key (district, id)
		)`,
		`create index danger_of_feature on danger (district, feature)`,
		`create index danger_due on danger (deadline) where state <> 'closed'`,
		`create table danger_step (
			district text not null,
			danger uuid not null,
			-- made by whoever made the step, or here
			id uuid not null,
			seq bigint generated always as identity,
			step text not null,
			from_state text not null,
			to_state text not null,
			-- of the district; of an escalation the day on which it was due
			day date not null,
			given jsonb not null,
			note text,
			-- [{ sha256, name }]
			evidence jsonb not null,
			by_kind text not null,
			by_id text not null,
			by_name text not null,
			at timestamptz not null default now(),
			-- of the danger after it
			version integer not null,
			-- hash of what was sent; null where nobody sent it
			content_sha256 text,
			primary key (district, danger, id),
			foreign key (district, danger) references danger (district, id)
		)`,
		`create index danger_step_in_order on danger_step (district, danger, seq)`,
		`create function refuse_step_change() returns trigger language plpgsql as $$
			begin
				raise exception 'The history of dangers is only ever added to.' using errcode = '42501';
			end
		$$`,
		`create trigger danger_step_is_append_only before update or delete on danger_step
			for each statement execute function refuse_step_change()`
	]
};
