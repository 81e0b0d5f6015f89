// Judges opens by their path and lets them go on: one string read per open; closes are not trapped.
wrapper judge_path;
unix::op{open} pre unlocked {
	if (strcmp($path, "/etc/shadow") == 0)
		return WR_D_BADPERM;
};
