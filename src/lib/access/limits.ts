import table from '../../../data/access/limits.json' with { type: 'json' };

/** Numbers of the edge and of sign-in: data/access/limits.json has each with its clause. */
export const ACCESS_LIMITS = {
	password: {
		minLength: table.password.minLength.value,
		maxLength: table.password.maxLength.value,
		differentCharacters: table.password.differentCharacters.value,
		maxAgeDays: table.password.maxAgeDays.value
	},
	lock: { failures: table.lock.failures.value, minutes: table.lock.minutes.value },
	session: {
		absoluteHours: table.session.absoluteHours.value,
		secondFactorMinutes: table.session.secondFactorMinutes.value
	},
	setup: { linkHours: table.setup.linkHours.value },
	pass: { wallDays: table.pass.wallDays.value, machineDays: table.pass.machineDays.value },
	/** Requests a minute. */
	rates: {
		signIn: table.rates.signIn.value,
		write: table.rates.write.value,
		read: table.rates.read.value,
		export: table.rates.export.value
	},
	body: { bytes: table.body.bytes.value, seconds: table.body.seconds.value }
} as const;

/** Minutes without a sign of life after which a person is signed out; a district may set fewer: SISE_IDLE_MINUTES. */
export function idleMinutes(given: string | undefined): number {
	const most = table.session.idleMinutes.value;
	if (given === undefined || given === '') return most;
	const minutes = Number(given);
	if (!(minutes > 0 && minutes <= most)) {
		throw new Error(`SISE_IDLE_MINUTES is ${given}; give a number above 0 and up to ${most}.`);
	}
	return minutes;
}
