enum a { ONE };
enum b { ONE };
