static int from_header(void) { return misssing; }
