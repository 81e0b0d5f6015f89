/* C17 section 7.2: a failed assertion ends the program. */
#undef assert
#ifdef NDEBUG
#define assert(condition) ((void)0)
#else
_Noreturn void abort(void);
#define assert(condition) ((condition) ? (void)0 : abort())
#endif
#define static_assert _Static_assert
