#pragma omp parallel
int a;
