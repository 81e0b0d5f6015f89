int count
int other;
