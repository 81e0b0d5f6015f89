// Judges a call that no pointer belongs to, on entry alone: the cheapest interception.
wrapper judge;
unix::op{getppid} pre {
	if (_pid == 1)
		return WR_D_BADPERM;
};
