vector<int> v;
