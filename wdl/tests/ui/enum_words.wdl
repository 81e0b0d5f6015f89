enum { A, B = , C };
enum {};
enum e { 1 };
