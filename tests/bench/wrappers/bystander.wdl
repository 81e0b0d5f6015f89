// Traps only what the measured programs never do: what is not trapped should cost nothing.
wrapper bystander;
unix::op{reboot} pre {
	return WR_D_BADPERM;
};
