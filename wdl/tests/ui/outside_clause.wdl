int writes(void) { return $flags & O_WRONLY; }
op{open} pre { if (writes()) violation(); }
