wrapper = mine;
