#error this wrapper needs FreeBSD
