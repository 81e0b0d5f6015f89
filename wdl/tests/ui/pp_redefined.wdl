#define LIMIT 10
#define LIMIT 20
#ifdef LIMIT here
#endif
#pragma omp parallel
