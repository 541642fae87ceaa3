import type { Migration } from '../migrations.ts';

export const SITING: Migration = {
	id: 4,
	title: 'siting: cases, their answers, overrides of findings, what a district has none of',
	statements: [
		// Somebody confirmed that a district has none of something: an empty layer then answers.
		`create table absence (
			district text not null references district (code),
			id bigint generated always as identity,
			-- 'layer:power_line' or 'role:airport'
			subject text not null,
			basis text not null,
			confirmed_by text not null,
			confirmed_at timestamptz not null default now(),
			withdrawn_by text,
			withdrawn_at timestamptz,
			primary key (district, id)
		)`,
		`create unique index absence_holds on absence (district, subject) where withdrawn_at is null`,
		`create table siting_case (
			district text not null references district (code),
			id bigint generated always as identity,
			name text not null,
			-- up to three alternatives: [{ name, parcels, proposal }], as they were asked
			variants jsonb not null,
			made_by text not null,
			made_at timestamptz not null default now(),
			changed_at timestamptz not null default now(),
			primary key (district, id)
		)`,
		// Each time it was asked, whole: what changed since can be told.
		`create table siting_answer (
			district text not null,
			case_id bigint not null,
			id bigint generated always as identity,
			asked_by text not null,
			asked_at timestamptz not null default now(),
			-- one answer a variant, as JSON to the letter
			answers text not null,
			primary key (district, case_id, id),
			foreign key (district, case_id) references siting_case (district, id) on delete cascade
		)`,
		`create table siting_override (
			district text not null,
			case_id bigint not null,
			id bigint generated always as identity,
			variant integer not null,
			parcel integer not null,
			rule text not null,
			-- the other feature of the finding; '' where there is none
			other text not null,
			counts text not null check (counts in ('veto', 'undecided', 'conditional', 'clear')),
			reason text not null,
			approver text not null,
			made_by text not null,
			made_at timestamptz not null default now(),
			withdrawn_by text,
			withdrawn_at timestamptz,
			primary key (district, case_id, id),
			foreign key (district, case_id) references siting_case (district, id) on delete cascade
		)`
	]
};
