// expect: 120
// Declarations of C functions with pointers to something else than the library's.
int atoi(char *s);
void *memchr(void *s, int c, unsigned long n);
char *strrchr(char *s, int c);

int main(void) {
    char text[] = "-120 and 7";

    return (atoi(text) == -120) * 100 + (strrchr(text, ' ') - text) + ((char *)memchr(text, 'n', 9) - text) * 2;
}
