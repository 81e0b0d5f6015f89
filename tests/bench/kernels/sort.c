/* Insertion sort of 48 numbers. */
#define	COUNT	48

static int list[COUNT];

static void
sort(int *a, int n)
{
	int i, j, key;

	for (i = 1; i < n; i++) {
		key = a[i];
		for (j = i - 1; j >= 0 && a[j] > key; j--)
			a[j + 1] = a[j];
		a[j + 1] = key;
	}
}

int
main(int n)
{
	unsigned seed = 1, sum = 0;
	int i, j;

	for (i = 0; i < n; i++) {
		for (j = 0; j < COUNT; j++) {
			seed = seed * 1103515245 + 12345;
			list[j] = (int)(seed >> 8 & 0xffff) - 0x8000;
		}
		sort(list, COUNT);
		sum = sum * 31 + (unsigned)list[0] + (unsigned)list[COUNT / 2];
		seed ^= sum;
	}
	return ((int)sum);
}
