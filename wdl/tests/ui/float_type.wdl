double ratio;
float f(float x) { return x; }
