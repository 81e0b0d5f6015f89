fn f(a: int) -> int { return a; }
