// expect: 0
#line 100 "other.c"
static int line = __LINE__;
static const char *file = __FILE__;
int main(void) {
    int here = __LINE__; static const char f[] = __FILE__;
    if (line != 100 || here != 103 || file[0] != 'o' || sizeof f != 8) return 1;
#line 7
    if (__LINE__ != 7 || file[5] != '.') return 2;
    const char *name = __func__;
    if (name[0] != 'm' || name[4] || sizeof __func__ != 5) return 3;
    return __STDC_VERSION__ == 201710L && __STDC__ == 1 && __INT_MAX__ == 2147483647 && __CHAR_BIT__ == 8 ? 0 : 4;
}
