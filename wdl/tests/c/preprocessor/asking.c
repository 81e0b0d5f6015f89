// expect: 0
#define STDDEF <stddef.h>
#if !defined __has_include || !__has_include(<stddef.h>) || !__has_include(STDDEF)
#error there is stddef.h
#endif
#if __has_include("none_such.h") || __has_include(<none/such.h>)
#error there is no such file
#endif
#ifdef __has_include_next
#include_next <stddef.h>
#endif
#ifdef __has_attribute
#if !__has_attribute(packed) || !__has_attribute(__aligned__) || __has_attribute(none_such)
#error attributes
#endif
#endif
#if !__has_c_attribute(nodiscard) || !__has_c_attribute(gnu::packed) || __has_c_attribute(none_such)
#error attributes of C23
#endif
#if !__has_builtin(__builtin_expect) || !__has_builtin(__builtin_popcount) || __has_builtin(__builtin_none_such)
#error builtins
#endif
#ident "asking"
int main(void) { return sizeof(size_t) != 8; }
