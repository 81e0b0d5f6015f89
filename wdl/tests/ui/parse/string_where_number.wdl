int t["three"];
