wrapper "mine";
