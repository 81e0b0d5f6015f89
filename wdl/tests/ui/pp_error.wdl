#if !defined(POLICY)
#error "POLICY must be defined: -D POLICY=1"
#endif
#warning this wrapper is old
