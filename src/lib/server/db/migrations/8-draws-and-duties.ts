import type { Migration } from '../migrations.ts';

export const DRAWS_AND_DUTIES: Migration = {
	id: 8,
	title: 'double-random draws, recusals, duties',
	statements: [
		`create table draw (
			district text not null references district (code),
			-- made by whoever makes the draw, so that making it again is making it once
			id uuid not null,
			day date not null,
			name text not null,
			seed text not null check (seed ~ '^[0-9a-f]{16}$'),
			-- somebody chose the seed: it was not made by the server
			seed_given boolean not null,
			rules_version text not null,
			-- the run whose levels weighed
			run bigint not null,
			-- what the pool was narrowed to, and how many were drawn: a number, or a share of each level
			filter jsonb not null,
			size jsonb not null,
			-- [{ id, name, level, weight, u, key }], those first that are drawn first
			pool jsonb not null,
			-- [{ id, name }], everybody who could be sent
			inspectors jsonb not null,
			-- [{ site, inspector, reasons }]
			recused jsonb not null,
			-- of the order, as it was sent
			content_sha256 text not null,
			by_id text not null,
			by_name text not null,
			at timestamptz not null,
			published_at timestamptz,
			published_by text,
			primary key (district, id)
		)`,
		`create index draw_by_day on draw (district, day desc, id)`,
		// What was drawn, one row a site.
		`create table draw_site (
			district text not null,
			draw uuid not null,
			-- from 1, in the order in which they were drawn
			no integer not null,
			feature text collate "C" not null,
			-- ids of persons
			inspectors text[] not null,
			primary key (district, draw, feature),
			foreign key (district, draw) references draw (district, id)
		)`,
		`create index draw_site_of_feature on draw_site (district, feature)`,
		`create function refuse_draw_change() returns trigger language plpgsql as $$
			begin
				if tg_op = 'UPDATE' and tg_table_name = 'draw' then
					if to_jsonb(new) - 'published_at' - 'published_by' = to_jsonb(old) - 'published_at' - 'published_by'
						and old.published_at is null then
						return new;
					end if;
				end if;
				raise exception 'A draw that was made is never changed; it can be published, once.' using errcode = '42501';
			end
		$$`,
		`create trigger draw_stays before update or delete on draw for each row execute function refuse_draw_change()`,
		`create trigger draw_site_stays before update or delete on draw_site
			for each row execute function refuse_draw_change()`,
		// What an inspector declared: where they worked, and where somebody near to them works.
		`create table recusal (
			district text not null references district (code),
			id uuid not null,
			person text not null,
			feature text collate "C" not null,
			relation text not null check (relation in ('employer', 'relative')),
			note text,
			declared_at timestamptz not null default now(),
			withdrawn_at timestamptz,
			primary key (district, id)
		)`,
		`create index recusal_of_person on recusal (district, person) where withdrawn_at is null`,
		// Somebody who has duties; with an account where they have one.
		`create table duty_bearer (
			district text not null references district (code),
			id uuid not null,
			version integer not null,
			name text not null,
			-- the name of their account
			account text,
			-- of data/rules/duties.json
			roles text[] not null,
			since date not null,
			department text,
			subdistrict text collate "C",
			primary key (district, id)
		)`,
		`create unique index duty_bearer_of_account on duty_bearer (district, account) where account is not null`,
		`create table duty_record (
			district text not null,
			-- made by whoever records it
			id uuid not null,
			duty text not null,
			bearer uuid not null,
			day date not null,
			count integer not null check (count > 0),
			note text,
			by_id text not null,
			by_name text not null,
			at timestamptz not null,
			withdrawn_at timestamptz,
			withdrawn_by text,
			primary key (district, id),
			foreign key (district, bearer) references duty_bearer (district, id)
		)`,
		`create index duty_record_of_bearer on duty_record (district, bearer, day)`,
		`create function refuse_duty_record_change() returns trigger language plpgsql as $$
			begin
				if tg_op = 'UPDATE' then
					if to_jsonb(new) - 'withdrawn_at' - 'withdrawn_by' = to_jsonb(old) - 'withdrawn_at' - 'withdrawn_by'
						and old.withdrawn_at is null then
						return new;
					end if;
				end if;
				raise exception 'A record of a duty is never changed; it can be withdrawn, once.' using errcode = '42501';
			end
		$$`,
		`create trigger duty_record_stays before update or delete on duty_record
			for each row execute function refuse_duty_record_change()`
	]
};
