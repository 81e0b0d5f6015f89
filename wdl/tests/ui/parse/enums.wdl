enum a : static int { A };
enum __attribute__((mode(byte))) b { B };
enum c : int *;
