#pragma once
int broken(void) { return 1 }
